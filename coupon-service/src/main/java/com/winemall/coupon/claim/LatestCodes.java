package com.winemall.coupon.claim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.winemall.coupon.code.Code;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Codes made a moment ago, for those who wait for them: a crowd that was just written together
/// need not be read again one by one. Whoever comes later reads the row.
@Component
class LatestCodes {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MAX = 50_000;

    private final Cache<UUID, Code> codes =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MAX).build();

    void keep(Collection<Coupon> coupons) {
        coupons.forEach(coupon -> codes.put(coupon.claimId(), coupon.code()));
    }

    /// @param claimId of an admission that is committed
    Optional<Code> of(UUID claimId) {
        return Optional.ofNullable(codes.getIfPresent(claimId));
    }
}
