package com.winemall.order.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.order.ordering.Order.Cancellation;
import com.winemall.order.ordering.Order.Cancelled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3);
    private static final Instant DUE = NOON.plus(Duration.ofMinutes(5));
    private static final OrderId ID = new OrderId(new UUID(0, 1));
    private static final CustomerId CUSTOMER = new CustomerId(new UUID(0, 2));
    private static final ProductId WINE = new ProductId(new UUID(0, 3));
    private static final Cancellation BY_CUSTOMER =
            new Cancellation(CancelReason.CUSTOMER_REQUEST, "changed my mind");

    private static final OrderTimes TIMES =
            new OrderTimes(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofDays(7),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10));

    @Test
    void an_accepted_order_can_be_paid_until_its_deadline() {
        var order = placed().after(completed(2), TIMES, LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.NOTPAYED);
        assertThat(order.lines()).containsExactly(new Order.Line(WINE, "Almaviva", 30_000, 2));
        assertThat(order.subtotal()).isEqualTo(60_000);
        assertThat(order.total()).isEqualTo(55_000);
        assertThat(order.paymentDueAt()).isEqualTo(DUE);
        assertThat(order.dueAt()).isEqualTo(DUE);
        assertThat(order.version()).isEqualTo(2);
        assertThat(order.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void an_outcome_told_again_or_late_changes_nothing() {
        var order = placed().after(completed(4), TIMES, LATER);

        assertThat(order.after(completed(4), TIMES, LATER)).isSameAs(order);
        assertThat(order.after(awaiting(3, 7), TIMES, LATER)).isSameAs(order);
    }

    @Test
    void an_order_in_line_shows_its_place_and_each_new_one() {
        var order = placed().after(awaiting(2, 7), TIMES, LATER);
        var moved = order.after(awaiting(3, 1), TIMES, LATER);
        var served = moved.after(completed(4), TIMES, LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.RESERVED);
        assertThat(order.position()).isEqualTo(7);
        assertThat(moved.position()).isEqualTo(1);
        assertThat(served.status()).isEqualTo(OrderStatus.NOTPAYED);
        assertThat(served.position()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_to_end_has_its_status(CancelReason reason) {
        var order = placed().after(canceled(2, reason), TIMES, LATER);

        assertThat(order.status())
                .isEqualTo(
                        switch (reason) {
                            case STOCK_OUT -> OrderStatus.STOCK_OUT;
                            case PAYMENT_TIMEOUT -> OrderStatus.TIMEOUT;
                            default -> OrderStatus.CANCELLED;
                        });
        assertThat(order.reason()).isEqualTo(reason);
        assertThat(order.dueAt()).as("nothing is left to do").isNull();
    }

    @Test
    void a_cancellation_while_the_saga_decides_is_remembered_and_outlives_the_outcome() {
        var asked = done(placed().cancel(BY_CUSTOMER, TIMES, NOON));
        var completed = asked.after(completed(2), TIMES, LATER);
        var ended = completed.after(canceled(3, CancelReason.CUSTOMER_REQUEST), TIMES, LATER);

        assertThat(asked.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(completed.status()).as("not to be paid").isEqualTo(OrderStatus.PENDING);
        assertThat(completed.paymentDueAt()).isNull();
        assertThat(completed.dueAt()).as("told again no later").isEqualTo(asked.dueAt());
        assertThat(ended.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void an_unpaid_order_is_cancelled_at_once_and_tells_the_saga_until_it_has_heard() {
        var order = placed().after(completed(2), TIMES, LATER);

        var cancelled = done(order.cancel(BY_CUSTOMER, TIMES, LATER));
        var heard = cancelled.after(canceled(3, CancelReason.CUSTOMER_REQUEST), TIMES, LATER);

        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.CUSTOMER_REQUEST);
        assertThat(cancelled.dueAt()).isEqualTo(LATER.plus(TIMES.undecidedPatience()));
        assertThat(heard.dueAt()).isNull();
        assertThat(heard.version())
                .as("its customer sees no change")
                .isEqualTo(cancelled.version());
    }

    @Test
    void cancelling_twice_is_once() {
        var pending = done(placed().cancel(BY_CUSTOMER, TIMES, NOON));
        var cancelled =
                done(placed().after(completed(2), TIMES, NOON).cancel(BY_CUSTOMER, TIMES, NOON));

        assertThat(pending.cancel(BY_CUSTOMER, TIMES, LATER))
                .isEqualTo(new Cancelled.Already(pending));
        assertThat(cancelled.cancel(BY_CUSTOMER, TIMES, LATER))
                .isEqualTo(new Cancelled.Already(cancelled));
    }

    @Test
    void what_has_ended_otherwise_cannot_be_cancelled() {
        var order = placed().after(canceled(2, CancelReason.STOCK_OUT), TIMES, LATER);

        assertThat(order.cancel(BY_CUSTOMER, TIMES, LATER))
                .isEqualTo(new Cancelled.NotPossible(order));
    }

    @Test
    void an_unpaid_order_ends_at_its_deadline_and_not_before() {
        var order = placed().after(completed(2), TIMES, LATER);

        var ended = order.timedOut(TIMES, DUE);

        assertThat(ended.status()).isEqualTo(OrderStatus.TIMEOUT);
        assertThat(ended.reason()).isEqualTo(CancelReason.PAYMENT_TIMEOUT);
        assertThat(ended.dueAt()).isEqualTo(DUE.plus(TIMES.undecidedPatience()));
        assertThatThrownBy(() -> order.timedOut(TIMES, DUE.minusMillis(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_order_that_ended_here_is_not_completed_by_a_late_outcome() {
        var ended = placed().after(completed(2), TIMES, LATER).timedOut(TIMES, DUE);

        assertThat(ended.after(completed(5), TIMES, DUE)).isSameAs(ended);
    }

    @Test
    void asking_again_is_no_change_an_order_shows() {
        var order = placed();

        var asking = order.askingAgain(TIMES, LATER);

        assertThat(asking.dueAt()).isEqualTo(LATER.plus(TIMES.undecidedPatience()));
        assertThat(asking.version()).isEqualTo(order.version());
        assertThat(asking.updatedAt()).isEqualTo(order.updatedAt());
    }

    private static Order placed() {
        return new Order(
                ID,
                CUSTOMER,
                OrderStatus.PENDING,
                null,
                List.of(new Order.Line(WINE, null, 0, 2)),
                null,
                WhenOutOfStock.RESERVE,
                0,
                0,
                null,
                null,
                null,
                NOON.plus(Duration.ofDays(7)),
                null,
                null,
                NOON.plusSeconds(30),
                0,
                1,
                NOON,
                NOON,
                null);
    }

    @Test
    void stock_is_committed_only_for_an_order_that_is_being_paid() {
        var paying = paying();
        var committed = new OrderStockCommitted(ID, 5, CUSTOMER);

        var after = paying.after(committed, TIMES, LATER);

        assertThat(after.status()).isEqualTo(OrderStatus.PAYING);
        assertThat(after.sagaVersion()).isEqualTo(5);
        assertThat(after.version()).isEqualTo(paying.version());
        var preparing = after.paid(LATER);
        assertThat(preparing.after(new OrderStockCommitted(ID, 6, CUSTOMER), TIMES, LATER))
                .isSameAs(preparing);
        var unpaid = placed().after(completed(2), TIMES, NOON);
        assertThatThrownBy(() -> unpaid.after(committed, TIMES, LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_payment_that_failed_may_be_tried_again_until_the_deadline() {
        var before = paying().paymentFailed(TIMES, DUE.minusMillis(1));
        var after = paying().paymentFailed(TIMES, DUE);

        assertThat(before.status()).isEqualTo(OrderStatus.NOTPAYED);
        assertThat(before.dueAt()).isEqualTo(DUE);
        assertThat(after.status()).isEqualTo(OrderStatus.TIMEOUT);
        assertThat(after.reason()).isEqualTo(CancelReason.PAYMENT_TIMEOUT);
        assertThat(after.dueAt()).isEqualTo(DUE.plusSeconds(30));
        assertThat(after.version()).isEqualTo(before.version());
    }

    @Test
    void a_paid_order_can_be_cancelled_until_it_is_sent() {
        var preparing = paying().paid(LATER);
        var shipped = preparing.shipped(new Order.Shipment("Korea Post", "KP 1"), LATER);

        assertThat(preparing.cancel(BY_CUSTOMER, TIMES, LATER)).isInstanceOf(Cancelled.Done.class);
        assertThat(shipped.cancel(BY_CUSTOMER, TIMES, LATER))
                .isInstanceOf(Cancelled.NotPossible.class);
        assertThat(paying().cancel(BY_CUSTOMER, TIMES, LATER))
                .isInstanceOf(Cancelled.NotPossible.class);
    }

    @Test
    void each_change_of_a_paid_order_has_a_version_of_its_own() {
        var paying = paying();
        var authorized = paying.authorized(TIMES, LATER);
        var paid = authorized.paid(LATER);
        var shipped = paid.shipped(new Order.Shipment("Korea Post", "KP 1"), LATER);
        var delivered = shipped.delivered(LATER);

        assertThat(List.of(authorized, paid, shipped, delivered))
                .extracting(Order::version)
                .containsExactly(
                        paying.version() + 1,
                        paying.version() + 2,
                        paying.version() + 3,
                        paying.version() + 4);
        assertThat(authorized.dueAt()).isEqualTo(LATER.plusSeconds(30));
        assertThat(paid.dueAt()).isNull();
        assertThatThrownBy(() -> shipped.paid(LATER)).isInstanceOf(IllegalStateException.class);
    }

    /// As the database makes it of one that is not paid.
    private static Order paying() {
        var unpaid = placed().after(completed(2), TIMES, NOON);
        return new Order(
                unpaid.id(),
                unpaid.customerId(),
                OrderStatus.PAYING,
                null,
                unpaid.lines(),
                null,
                unpaid.whenOutOfStock(),
                unpaid.subtotal(),
                unpaid.discount(),
                unpaid.paymentDueAt(),
                null,
                null,
                unpaid.waitUntil(),
                null,
                null,
                null,
                unpaid.sagaVersion(),
                unpaid.version() + 1,
                NOON,
                NOON,
                null);
    }

    private static OrderCompleted completed(long version) {
        return new OrderCompleted(
                ID,
                version,
                CUSTOMER,
                List.of(new PricedLine(WINE, "Almaviva", 30_000, 2)),
                null,
                60_000,
                5_000,
                55_000,
                false,
                DUE);
    }

    private static OrderAwaitingStock awaiting(long version, int position) {
        return new OrderAwaitingStock(
                ID, version, CUSTOMER, WINE, "Almaviva", position, NOON.plus(Duration.ofDays(7)));
    }

    private static OrderCanceled canceled(long version, CancelReason reason) {
        return new OrderCanceled(ID, version, CUSTOMER, reason, List.of(), null, null, LATER);
    }

    private static Order done(Cancelled cancelled) {
        return ((Cancelled.Done) cancelled).order();
    }
}
