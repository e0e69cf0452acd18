package com.winemall.contracts.order;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer wants these wines. Nothing is promised yet: the saga decides.
///
/// @param paymentWindow how long the customer has to pay once the order is accepted
/// @param reservationWindow the same for an order served from the line
/// @param waitUntil how long the order may stand in line at most
@WireName("OrderPlaced")
public record OrderPlaced(
        OrderId orderId,
        long version,
        CustomerId customerId,
        List<OrderLine> lines,
        @Nullable CouponCode couponCode,
        WhenOutOfStock whenOutOfStock,
        @Nullable EventId eventId,
        Duration paymentWindow,
        Duration reservationWindow,
        Instant waitUntil,
        Instant placedAt)
        implements OrderEvent {
    public OrderPlaced {
        lines = List.copyOf(lines);
    }
}
