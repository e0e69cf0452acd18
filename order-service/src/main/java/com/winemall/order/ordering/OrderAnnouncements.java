package com.winemall.order.ordering;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.starter.messaging.Outgoing;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// What others are told about an order. A fact told again has the id it had before.
@Component
public class OrderAnnouncements {

    private final OrderTimes times;

    OrderAnnouncements(OrderTimes times) {
        this.times = times;
    }

    Outgoing placed(Order order) {
        return outgoing(
                order,
                new OrderPlaced(
                        order.id(),
                        1,
                        order.customerId(),
                        order.lines().stream()
                                .map(line -> new OrderLine(line.productId(), line.quantity()))
                                .toList(),
                        order.couponCode(),
                        order.whenOutOfStock(),
                        order.eventId(),
                        order.isServedFromLineOfEvent()
                                ? times.reservationWindow()
                                : times.paymentWindow(),
                        times.reservationWindow(),
                        order.waitUntil(),
                        order.placedAt()));
    }

    /// @param order as it is with the cancellation
    Outgoing cancelRequested(Order order, Order.Cancellation cancellation) {
        return outgoing(
                order,
                new OrderCancelRequested(
                        order.id(),
                        order.version(),
                        cancellation.reason(),
                        cancellation.note(),
                        order.updatedAt()));
    }

    public Outgoing timedOut(Order order) {
        Instant dueAt = Objects.requireNonNull(order.paymentDueAt());
        return outgoing(order, new PaymentTimedOut(order.id(), order.version(), dueAt));
    }

    /// @param order as it is with the money set aside
    public Outgoing authorized(Order order) {
        return outgoing(
                order, new PaymentAuthorized(order.id(), order.version(), order.updatedAt()));
    }

    /// @param order as it is with the money taken
    public Outgoing paid(Order order) {
        return outgoing(
                order,
                new OrderPaid(
                        order.id(),
                        order.version(),
                        order.customerId(),
                        order.units(),
                        order.total(),
                        order.updatedAt()));
    }

    /// @param order as it is without a payment
    public Outgoing lapsed(Order order) {
        return cancelRequested(order, new Order.Cancellation(CancelReason.OVERDUE, null));
    }

    /// @param order as it is with the money back
    public Outgoing refunded(Order order) {
        return outgoing(
                order,
                new OrderRefunded(
                        order.id(),
                        order.version(),
                        order.customerId(),
                        order.total(),
                        order.updatedAt()));
    }

    Outgoing shipped(Order order) {
        var shipment = Objects.requireNonNull(order.shipment());
        return outgoing(
                order,
                new OrderShipped(
                        order.id(),
                        order.version(),
                        order.customerId(),
                        shipment.carrier(),
                        shipment.trackingNumber(),
                        order.updatedAt()));
    }

    Outgoing delivered(Order order) {
        return outgoing(
                order,
                new OrderDelivered(
                        order.id(), order.version(), order.customerId(), order.updatedAt()));
    }

    private static Outgoing outgoing(Order order, OrderEvent event) {
        var id =
                "%s/%s/%d"
                        .formatted(
                                event.orderId(), event.getClass().getSimpleName(), event.version());
        return Outgoing.to(Topics.ORDER_EVENTS, id, event).tracedBy(order.traceparent());
    }
}
