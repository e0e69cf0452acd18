package com.winemall.coupon.claim.web;

import com.winemall.contracts.CouponCode;
import com.winemall.coupon.claim.Standing;
import org.jspecify.annotations.Nullable;

/// What a claim has come to.
///
/// @param position in line, from 1
record ClaimAnswer(Outcome outcome, @Nullable CouponCode couponCode, @Nullable Long position) {

    static ClaimAnswer of(Standing standing) {
        return switch (standing) {
            case Standing.Assigned(var code) ->
                    new ClaimAnswer(Outcome.ASSIGNED, code.readable(), null);
            case Standing.Waiting(long position) ->
                    new ClaimAnswer(Outcome.WAITING, null, position);
        };
    }

    enum Outcome {
        ASSIGNED,
        WAITING
    }
}
