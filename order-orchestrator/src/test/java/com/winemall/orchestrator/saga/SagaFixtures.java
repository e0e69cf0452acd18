package com.winemall.orchestrator.saga;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.reply.StockReserved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Orders and answers to try a saga with.
final class SagaFixtures {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration PAYMENT_WINDOW = Duration.ofMinutes(5);
    static final ProductId WINE = new ProductId(new UUID(0, 7));
    static final long PRICE = 30_000;

    static final SagaTimes TIMES =
            new SagaTimes(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(15),
                    0.5,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    5);

    private SagaFixtures() {}

    static OrderPlaced anOrder() {
        return order(null, WhenOutOfStock.CANCEL, null);
    }

    static OrderPlaced anOrderWithCoupon() {
        return order(new CouponCode("SPRING"), WhenOutOfStock.CANCEL, null);
    }

    static OrderPlaced anOrderThatWaits() {
        return order(null, WhenOutOfStock.RESERVE, null);
    }

    static OrderPlaced anOrderOf(EventId event) {
        return order(null, WhenOutOfStock.CANCEL, event);
    }

    static OrderPlaced anOrderFromTheLineOfAnEvent() {
        var order = anOrderThatWaits();
        return new OrderPlaced(
                order.orderId(),
                order.version(),
                order.customerId(),
                order.lines(),
                null,
                order.whenOutOfStock(),
                new EventId(new UUID(0, 9)),
                order.reservationWindow(),
                order.reservationWindow(),
                order.waitUntil(),
                order.placedAt());
    }

    private static OrderPlaced order(
            @Nullable CouponCode coupon, WhenOutOfStock whenOutOfStock, @Nullable EventId event) {
        return new OrderPlaced(
                new OrderId(new UUID(0, 1)),
                1,
                new CustomerId(new UUID(0, 2)),
                List.of(new OrderLine(WINE, 2)),
                coupon,
                whenOutOfStock,
                event,
                PAYMENT_WINDOW,
                Duration.ofMinutes(10),
                NOON.plus(Duration.ofDays(7)),
                NOON);
    }

    static CommandId command(OrderPlaced order, String step, String direction) {
        return new CommandId(order.orderId() + "/" + step + "/" + direction);
    }

    static StockReserved reserved(OrderPlaced order, Instant heldUntil) {
        return new StockReserved(
                command(order, "check-stock", "forward"),
                order.orderId(),
                List.of(new PricedLine(WINE, "Almaviva", PRICE, 2)),
                false,
                heldUntil);
    }
}
