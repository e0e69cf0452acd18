package com.winemall.contracts.outcome;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WireName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order has ended and everything it had taken is given back.
///
/// @param shortages the lines that were short, for STOCK_OUT and PRODUCT_NOT_FOUND
/// @param couponProblem for COUPON_REJECTED
/// @param note what an operator or the customer said about it
@WireName("OrderCanceled")
public record OrderCanceled(
        OrderId orderId,
        long version,
        CustomerId customerId,
        CancelReason reason,
        List<Shortage> shortages,
        @Nullable CouponProblem couponProblem,
        @Nullable String note,
        Instant at)
        implements OrderOutcome {
    public OrderCanceled {
        shortages = List.copyOf(shortages);
    }
}
