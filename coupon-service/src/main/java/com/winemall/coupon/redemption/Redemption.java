package com.winemall.coupon.redemption;

import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.coupon.code.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one order has done with a coupon. An order uses one coupon at most, so the order's id is
/// the key of the effect, however often and in whatever order the saga asks for it.
///
/// @param code absent if the order came with something no coupon can have for a code
public record Redemption(OrderId orderId, @Nullable Code code, State state) {

    Redemption to(State next) {
        return new Redemption(orderId, code, next);
    }

    /// How far the order has got with it.
    public sealed interface State {

        /// The order has the coupon.
        ///
        /// @param discount in won
        record Redeemed(long discount, Instant since) implements State {}

        /// The order was refused the coupon, and will be whenever it asks again.
        record Refused(CouponProblem problem) implements State {}

        /// The order has ended. Kept so that a redemption arriving after its own return is refused.
        ///
        /// @param was what it had, if it had anything
        record Returned(@Nullable Redeemed was) implements State {}
    }
}
