package com.winemall.contracts.outcome;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.WireName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stock is reserved and the coupon applied: the order waits for its payment.
///
/// @param subtotal in won
/// @param discount in won
/// @param total in won: what there is to pay
/// @param paymentDueAt the last moment to pay
@WireName("OrderCompleted")
public record OrderCompleted(
        OrderId orderId,
        long version,
        CustomerId customerId,
        List<PricedLine> lines,
        @Nullable CouponCode couponCode,
        long subtotal,
        long discount,
        long total,
        boolean servedFromLine,
        Instant paymentDueAt)
        implements OrderOutcome {
    public OrderCompleted {
        lines = List.copyOf(lines);
    }
}
