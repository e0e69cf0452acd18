package com.winemall.coupon.claim;

import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes a coupon back from its owner, for whoever is next in line or comes next.
@Component
@Transactional
public class GiveBackCouponHandler {

    private static final Logger log = LoggerFactory.getLogger(GiveBackCouponHandler.class);

    private final Pools pools;
    private final LineServing line;
    private final CouponAnnouncements announcements;
    private final Clock clock;

    GiveBackCouponHandler(
            Pools pools, LineServing line, CouponAnnouncements announcements, Clock clock) {
        this.pools = pools;
        this.line = line;
        this.announcements = announcements;
        this.clock = clock;
    }

    public Outcome handle(Code code, CustomerId customerId) {
        var campaignId = pools.campaignOf(code, customerId);
        if (campaignId.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        var now = clock.instant();
        var pool =
                pools.lock(List.of(new ClaimCoupon(campaignId.get(), customerId)), now)
                        .get(campaignId.get());
        // Asked again with the pool locked: the same coupon may be given back twice at once.
        if (pool == null || !pool.has(customerId, code)) {
            return Outcome.UNKNOWN;
        }
        if (pools.isInUse(code)) {
            return Outcome.IN_USE;
        }
        pool.giveBack(customerId);
        line.serve(pool);
        pools.store(List.of(pool), now);
        announcements.send(List.of(pool));
        log.atInfo()
                .addKeyValue("campaignId", campaignId.get())
                .addKeyValue("customerId", customerId)
                .log("coupon given back");
        return Outcome.GIVEN_BACK;
    }

    /// What became of a coupon somebody wanted to give back.
    public enum Outcome {
        GIVEN_BACK,
        UNKNOWN,
        IN_USE
    }
}
