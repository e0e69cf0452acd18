package com.winemall.order.live;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// As much of an order as its customer's pages are told.
public record OrderState(
        OrderId id,
        CustomerId customerId,
        OrderStatus status,
        @Nullable CancelReason reason,
        @Nullable Integer position,
        long version,
        Instant at) {

    static OrderState of(Order order) {
        return new OrderState(
                order.id(),
                order.customerId(),
                order.status(),
                order.reason(),
                order.position(),
                order.version(),
                order.updatedAt());
    }
}
