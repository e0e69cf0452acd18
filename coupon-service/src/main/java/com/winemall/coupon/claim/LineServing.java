package com.winemall.coupon.claim;

import com.winemall.coupon.code.FreshCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Gives free coupons to the people in line, as many as one transaction may; a sweep goes on with
/// the rest. Until the line is served nobody overtakes it.
@Component
class LineServing {

    private static final Logger log = LoggerFactory.getLogger(LineServing.class);

    private final Pools pools;
    private final FreshCodes codes;
    private final ClaimSettings settings;

    LineServing(Pools pools, FreshCodes codes, ClaimSettings settings) {
        this.pools = pools;
        this.codes = codes;
        this.settings = settings;
    }

    /// @param pool kept to the transaction under way, and stored by its caller
    /// @return whether there is more to do, in another transaction
    boolean serve(CouponPool pool) {
        int peopleMax = Math.min(pool.dueToLine(), settings.serveBatchMax());
        if (peopleMax == 0) {
            return false;
        }
        var head = pools.headOfLine(pool.campaignId(), peopleMax);
        pool.serve(head, codes);
        log.atInfo()
                .addKeyValue("campaignId", pool.campaignId())
                .addKeyValue("served", head.size())
                .addKeyValue("waiting", pool.counters().waiting())
                .log("coupons given to the line");
        return !head.isEmpty() && pool.dueToLine() > 0;
    }
}
