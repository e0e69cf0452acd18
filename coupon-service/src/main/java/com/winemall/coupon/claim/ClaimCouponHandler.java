package com.winemall.coupon.claim;

import com.winemall.coupon.code.FreshCodes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Decides claims, many at a time, in the order they are given.
@Component
@Transactional
class ClaimCouponHandler {

    private static final Logger log = LoggerFactory.getLogger(ClaimCouponHandler.class);

    private final Pools pools;
    private final CouponAnnouncements announcements;
    private final FreshCodes codes;
    private final Clock clock;

    ClaimCouponHandler(
            Pools pools, CouponAnnouncements announcements, FreshCodes codes, Clock clock) {
        this.pools = pools;
        this.announcements = announcements;
        this.codes = codes;
        this.clock = clock;
    }

    /// @return an outcome for each claim, in their order
    public List<ClaimOutcome> handle(List<ClaimCoupon> claims) {
        var now = clock.instant();
        var locked = pools.lock(claims, now);
        List<ClaimOutcome> outcomes = new ArrayList<>(claims.size());
        for (var claim : claims) {
            var pool = locked.get(claim.campaignId());
            var outcome =
                    pool == null
                            ? new ClaimOutcome.UnknownCampaign()
                            : pool.claim(claim.customerId(), codes);
            outcomes.add(outcome);
            log.atDebug()
                    .addKeyValue("campaignId", claim.campaignId())
                    .addKeyValue("customerId", claim.customerId())
                    .log("claim → {}", outcome.getClass().getSimpleName());
        }
        pools.store(locked.values(), now);
        announcements.send(locked.values());
        return outcomes;
    }
}
