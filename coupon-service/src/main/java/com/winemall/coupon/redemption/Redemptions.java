package com.winemall.coupon.redemption;

import com.winemall.contracts.OrderId;
import com.winemall.coupon.code.Code;
import java.time.Instant;
import java.util.Set;

/// What orders have done with coupons.
public interface Redemptions {

    /// Keeps these coupons to this transaction, in the order of their codes, and finds what these
    /// orders, and whatever orders have the coupons, have done.
    CouponBook load(Set<Code> codes, Set<OrderId> orders, Instant now);

    /// @throws org.springframework.dao.OptimisticLockingFailureException if somebody else has
    ///   answered for one of the orders in the meantime; trying again finds that answer
    void store(CouponBook book, Instant now);
}
