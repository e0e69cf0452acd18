package com.winemall.coupon.claim;

import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;
import com.winemall.firstcome.Places;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes a coupon back from its owner. Its code is dead: whoever is next in line, or comes next,
/// gets another.
@Component
@Transactional
public class GiveBackCouponHandler {

    private static final Logger log = LoggerFactory.getLogger(GiveBackCouponHandler.class);

    /// What it is counted as in the campaign's statistics.
    private static final String GIVEN_BACK = "givenBack";

    private final Coupons coupons;
    private final Places places;
    private final Clock clock;

    GiveBackCouponHandler(Coupons coupons, Places places, Clock clock) {
        this.coupons = coupons;
        this.places = places;
        this.clock = clock;
    }

    public Outcome handle(Code code, CustomerId customerId) {
        var found = coupons.lock(code, customerId);
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        var coupon = found.get();
        if (coupons.isInUse(coupon)) {
            return Outcome.IN_USE;
        }
        coupons.giveBack(coupon, clock.instant());
        places.release(List.of(coupon.claimId()), GIVEN_BACK);
        log.atInfo()
                .addKeyValue("campaignId", coupon.campaignId())
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
