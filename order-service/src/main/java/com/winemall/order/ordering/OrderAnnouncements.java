package com.winemall.order.ordering;

import com.winemall.contracts.OrderLine;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.starter.messaging.Outgoing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What others are told about an order. A fact told again has the id it had before.
@Component
class OrderAnnouncements {

    private final OrderTimes times;

    OrderAnnouncements(OrderTimes times) {
        this.times = times;
    }

    Outgoing placed(Order order, @Nullable String traceparent) {
        return outgoing(
                        new OrderPlaced(
                                order.id(),
                                1,
                                order.customerId(),
                                order.lines().stream()
                                        .map(line ->
                                                new OrderLine(line.productId(), line.quantity()))
                                        .toList(),
                                order.couponCode(),
                                order.whenOutOfStock(),
                                order.eventId(),
                                times.paymentWindow(),
                                times.reservationWindow(),
                                order.waitUntil(),
                                order.placedAt()))
                .tracedBy(traceparent);
    }

    /// @param order as it is with the cancellation
    Outgoing cancelRequested(Order order, Order.Cancellation cancellation) {
        return outgoing(
                new OrderCancelRequested(
                        order.id(),
                        order.version(),
                        cancellation.reason(),
                        cancellation.note(),
                        order.updatedAt()));
    }

    Outgoing timedOut(Order order) {
        Instant dueAt = Objects.requireNonNull(order.paymentDueAt());
        return outgoing(new PaymentTimedOut(order.id(), order.version(), dueAt));
    }

    private static Outgoing outgoing(OrderEvent event) {
        var id =
                "%s/%s/%d"
                        .formatted(
                                event.orderId(), event.getClass().getSimpleName(), event.version());
        return Outgoing.to(Topics.ORDER_EVENTS, id, event);
    }
}
