package com.winemall.order.ordering.web;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order as its customer sees it. Money in won.
public record OrderView(
        OrderId id,
        OrderStatus status,
        @Nullable CancelReason reason,
        List<LineView> lines,
        @Nullable CouponCode couponCode,
        long subtotal,
        long discount,
        long total,
        @Nullable Instant paymentDueAt,
        @Nullable Integer position,
        @Nullable EventId eventId,
        Order.@Nullable Shipment shipment,
        Instant placedAt,
        Instant updatedAt) {

    public static OrderView of(Order order) {
        return new OrderView(
                order.id(),
                order.status(),
                order.reason(),
                order.lines().stream().map(LineView::of).toList(),
                order.couponCode(),
                order.subtotal(),
                order.discount(),
                order.total(),
                order.paymentDueAt(),
                order.position(),
                order.eventId(),
                order.shipment(),
                order.placedAt(),
                order.updatedAt());
    }

    public record LineView(
            ProductId productId, @Nullable String name, long unitPrice, int quantity, long amount) {

        static LineView of(Order.Line line) {
            return new LineView(
                    line.productId(),
                    line.name(),
                    line.unitPrice(),
                    line.quantity(),
                    line.amount());
        }
    }
}
