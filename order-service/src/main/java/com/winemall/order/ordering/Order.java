package com.winemall.order.ordering;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A customer's order at one moment.
///
/// @param lines as ordered; with names and prices once stock is reserved
/// @param subtotal in won
/// @param discount in won
/// @param paymentDueAt the last moment to pay
/// @param position in line, from 1
/// @param waitUntil when it leaves the line at the latest
/// @param cancellation asked for while the saga was deciding
/// @param shipment how it travels, once it does
/// @param dueAt when it acts by itself if nothing happens; an order that ended here keeps one until
///   the saga has ended, too
/// @param sagaVersion of the last outcome it has used
/// @param version grows with every change
/// @param traceparent the trace it was placed in, if that is recorded: what becomes of it belongs
///   there
public record Order(
        OrderId id,
        CustomerId customerId,
        OrderStatus status,
        @Nullable CancelReason reason,
        List<Line> lines,
        @Nullable CouponCode couponCode,
        WhenOutOfStock whenOutOfStock,
        long subtotal,
        long discount,
        @Nullable Instant paymentDueAt,
        @Nullable Integer position,
        @Nullable EventId eventId,
        Instant waitUntil,
        @Nullable Cancellation cancellation,
        @Nullable Shipment shipment,
        @Nullable Instant dueAt,
        long sagaVersion,
        long version,
        Instant placedAt,
        Instant updatedAt,
        @Nullable String traceparent) {

    public Order {
        lines = List.copyOf(lines);
    }

    /// An order as it begins: the saga is to decide.
    public static Order placed(
            OrderId id,
            CustomerId customerId,
            List<Line> lines,
            @Nullable CouponCode couponCode,
            WhenOutOfStock whenOutOfStock,
            @Nullable EventId eventId,
            OrderTimes times,
            Instant now,
            @Nullable String traceparent) {
        return new Order(
                id,
                customerId,
                OrderStatus.PENDING,
                null,
                lines,
                couponCode,
                whenOutOfStock,
                0,
                0,
                null,
                null,
                eventId,
                now.plus(times.waitMax()),
                null,
                null,
                now.plus(times.undecidedPatience()),
                0,
                1,
                now,
                now,
                traceparent);
    }

    /// What there is to pay, in won.
    public long total() {
        return subtotal - discount;
    }

    /// Bottles of all lines together.
    public int units() {
        return lines.stream().mapToInt(Line::quantity).reduce(0, Math::addExact);
    }

    /// Whether its customer stood in the line of a sale event for it. The line of an event is at
    /// its door, so the order begins when the waiting is over.
    boolean isServedFromLineOfEvent() {
        return eventId != null && whenOutOfStock == WhenOutOfStock.RESERVE;
    }

    /// Does as the saga says. An outcome older than the last one used changes nothing.
    ///
    /// @return the same order if nothing changes
    Order after(OrderOutcome outcome, OrderTimes times, Instant now) {
        if (outcome.version() <= sagaVersion) {
            return this;
        }
        if (status.isEnded()) {
            return outcome instanceof OrderCanceled ? settled(outcome) : this;
        }
        return switch (outcome) {
            case OrderCompleted completed -> completed(completed, now);
            case OrderAwaitingStock awaiting -> awaiting(awaiting, times, now);
            case OrderCanceled canceled ->
                    edit(now)
                            .outcome(canceled)
                            .status(OrderStatus.endedBy(canceled.reason()))
                            .reason(canceled.reason())
                            .position(null)
                            .dueAt(null)
                            .done();
            case OrderStockCommitted committed -> stockCommitted(committed);
        };
    }

    /// The stock is the customer's. The order shows it when the money is taken, too.
    private Order stockCommitted(OrderStockCommitted committed) {
        return switch (status) {
            case PAYING -> new Edit(this).outcome(committed).dueAt(null).unversioned();
            case PREPARING, SHIPPING, DELIVERED -> this;
            case PENDING, RESERVED, NOTPAYED, STOCK_OUT, TIMEOUT, CANCELLED ->
                    throw new IllegalStateException(committed + " for an order in " + status);
        };
    }

    /// It ended here first, and now for the saga, too: there is nothing left to tell it.
    private Order settled(OrderOutcome outcome) {
        return new Edit(this).outcome(outcome).dueAt(null).unversioned();
    }

    private Order completed(OrderCompleted completed, Instant now) {
        if (!status.isUndecided()) {
            return this;
        }
        var priced =
                edit(now)
                        .outcome(completed)
                        .lines(completed.lines().stream().map(Line::of).toList())
                        .subtotal(completed.subtotal())
                        .discount(completed.discount())
                        .position(null);
        if (cancellation != null) {
            // The request crossed the outcome; the saga has it by now, or will be told again. When,
            // its outcomes do not put off: the two could keep each other waiting.
            return priced.done();
        }
        return priced.status(OrderStatus.NOTPAYED)
                .paymentDueAt(completed.paymentDueAt())
                .dueAt(completed.paymentDueAt())
                .done();
    }

    private Order awaiting(OrderAwaitingStock awaiting, OrderTimes times, Instant now) {
        if (!status.isUndecided()) {
            return this;
        }
        if (cancellation != null) {
            return new Edit(this).outcome(awaiting).unversioned();
        }
        return edit(now)
                .outcome(awaiting)
                .status(OrderStatus.RESERVED)
                .position(awaiting.position())
                .dueAt(now.plus(times.inLinePatience()))
                .done();
    }

    /// Ends the order for its customer or an operator, or asks the saga to, if it is still
    /// deciding.
    Cancelled cancel(Cancellation wanted, OrderTimes times, Instant now) {
        return switch (status) {
            case PENDING, RESERVED ->
                    cancellation != null
                            ? new Cancelled.Already(this)
                            : new Cancelled.Done(
                                    edit(now)
                                            .cancellation(wanted)
                                            .dueAt(now.plus(times.undecidedPatience()))
                                            .done());
            case NOTPAYED, PREPARING ->
                    new Cancelled.Done(
                            edit(now)
                                    .status(OrderStatus.CANCELLED)
                                    .reason(wanted.reason())
                                    .dueAt(now.plus(times.undecidedPatience()))
                                    .done());
            case CANCELLED -> new Cancelled.Already(this);
            case PAYING, SHIPPING, DELIVERED, STOCK_OUT, TIMEOUT -> new Cancelled.NotPossible(this);
        };
    }

    /// Ends the order because nobody paid in time.
    Order timedOut(OrderTimes times, Instant now) {
        if (status != OrderStatus.NOTPAYED || paymentDueAt == null || now.isBefore(paymentDueAt)) {
            throw new IllegalStateException(id + " has not missed its payment");
        }
        return edit(now)
                .status(OrderStatus.TIMEOUT)
                .reason(CancelReason.PAYMENT_TIMEOUT)
                .dueAt(now.plus(times.undecidedPatience()))
                .done();
    }

    // Payment.

    /// The money is set aside at the provider; the saga is to commit the stock.
    public Order authorized(OrderTimes times, Instant now) {
        require(OrderStatus.PAYING);
        return edit(now).dueAt(now.plus(times.undecidedPatience())).done();
    }

    /// No money moved. The customer may try again, unless the deadline has passed meanwhile.
    public Order paymentFailed(OrderTimes times, Instant now) {
        require(OrderStatus.PAYING);
        var dueAt = Objects.requireNonNull(paymentDueAt);
        var payable = edit(now).status(OrderStatus.NOTPAYED).dueAt(dueAt);
        return now.isBefore(dueAt) ? payable.done() : payable.unversioned().timedOut(times, now);
    }

    /// The money is taken.
    public Order paid(Instant now) {
        require(OrderStatus.PAYING);
        return edit(now).status(OrderStatus.PREPARING).dueAt(null).done();
    }

    /// The stock is the customer's, but the money cannot be had any more: settling took longer than
    /// the provider keeps it.
    public Order paymentLapsed(OrderTimes times, Instant now) {
        require(OrderStatus.PAYING);
        return edit(now)
                .status(OrderStatus.CANCELLED)
                .reason(CancelReason.OVERDUE)
                .dueAt(now.plus(times.undecidedPatience()))
                .done();
    }

    /// The money the customer had paid is back.
    public Order refunded(Instant now) {
        return edit(now).done();
    }

    // Delivery.

    Order shipped(Shipment by, Instant now) {
        require(OrderStatus.PREPARING);
        return edit(now).status(OrderStatus.SHIPPING).shipment(by).done();
    }

    Order delivered(Instant now) {
        require(OrderStatus.SHIPPING);
        return edit(now).status(OrderStatus.DELIVERED).done();
    }

    private void require(OrderStatus expected) {
        if (status != expected) {
            throw new IllegalStateException(id + " is " + status + ", not " + expected);
        }
    }

    /// Has waited for the saga for so long that it asks again. That is no change of the order.
    Order askingAgain(OrderTimes times, Instant now) {
        var patience =
                status == OrderStatus.RESERVED && cancellation == null
                        ? times.inLinePatience()
                        : times.undecidedPatience();
        var edit = new Edit(this);
        return edit.dueAt(now.plus(patience)).unversioned();
    }

    private Edit edit(Instant now) {
        var edit = new Edit(this);
        edit.updatedAt = now;
        return edit;
    }

    /// One line of an order.
    ///
    /// @param name absent until stock is reserved
    /// @param unitPrice in won; 0 until stock is reserved
    public record Line(ProductId productId, @Nullable String name, long unitPrice, int quantity) {

        /// As ordered: nobody has said yet what it is called and costs.
        public static Line ordered(ProductId productId, int quantity) {
            return new Line(productId, null, 0, quantity);
        }

        static Line of(PricedLine priced) {
            return new Line(
                    priced.productId(), priced.name(), priced.unitPrice(), priced.quantity());
        }

        /// What the line costs, in won.
        public long amount() {
            return Math.multiplyExact(unitPrice, quantity);
        }
    }

    /// Somebody wants the order ended.
    ///
    /// @param reason CUSTOMER_REQUEST or OPERATOR
    public record Cancellation(CancelReason reason, @Nullable String note) {}

    /// How an order travels.
    public record Shipment(String carrier, String trackingNumber) {}

    /// What became of the wish to cancel.
    public sealed interface Cancelled {

        /// The order as it is now; the saga has to hear of it.
        record Done(Order order) implements Cancelled {}

        /// It was cancelled before.
        record Already(Order order) implements Cancelled {}

        /// It is too late, or it has ended otherwise.
        record NotPossible(Order order) implements Cancelled {}
    }

    /// An order being changed.
    private static final class Edit {

        private final Order before;
        private OrderStatus status;
        private @Nullable CancelReason reason;
        private List<Line> lines;
        private long subtotal;
        private long discount;
        private @Nullable Instant paymentDueAt;
        private @Nullable Integer position;
        private @Nullable Cancellation cancellation;
        private @Nullable Shipment shipment;
        private @Nullable Instant dueAt;
        private long sagaVersion;
        private Instant updatedAt;

        private Edit(Order order) {
            before = order;
            status = order.status;
            reason = order.reason;
            lines = order.lines;
            subtotal = order.subtotal;
            discount = order.discount;
            paymentDueAt = order.paymentDueAt;
            position = order.position;
            cancellation = order.cancellation;
            shipment = order.shipment;
            dueAt = order.dueAt;
            sagaVersion = order.sagaVersion;
            updatedAt = order.updatedAt;
        }

        private Edit outcome(OrderOutcome outcome) {
            sagaVersion = outcome.version();
            return this;
        }

        private Edit status(OrderStatus value) {
            status = value;
            return this;
        }

        private Edit reason(CancelReason value) {
            reason = value;
            return this;
        }

        private Edit lines(List<Line> value) {
            lines = value;
            return this;
        }

        private Edit subtotal(long value) {
            subtotal = value;
            return this;
        }

        private Edit discount(long value) {
            discount = value;
            return this;
        }

        private Edit paymentDueAt(Instant value) {
            paymentDueAt = value;
            return this;
        }

        private Edit position(@Nullable Integer value) {
            position = value;
            return this;
        }

        private Edit cancellation(Cancellation value) {
            cancellation = value;
            return this;
        }

        private Edit shipment(Shipment value) {
            shipment = value;
            return this;
        }

        private Edit dueAt(@Nullable Instant value) {
            dueAt = value;
            return this;
        }

        private Order done() {
            return order(before.version + 1);
        }

        private Order unversioned() {
            return order(before.version);
        }

        private Order order(long version) {
            return new Order(
                    before.id,
                    before.customerId,
                    status,
                    reason,
                    lines,
                    before.couponCode,
                    before.whenOutOfStock,
                    subtotal,
                    discount,
                    paymentDueAt,
                    position,
                    before.eventId,
                    before.waitUntil,
                    cancellation,
                    shipment,
                    dueAt,
                    sagaVersion,
                    version,
                    before.placedAt,
                    updatedAt,
                    before.traceparent);
        }
    }
}
