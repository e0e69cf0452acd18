package com.winemall.orchestrator.saga.web;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.orchestrator.saga.LogEntry;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.orchestrator.saga.web.TimelineEntry.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells a saga's log to its customer. What only an operator needs (commands, resends, stale
/// replies) is left out.
final class Timeline {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Timeline() {}

    static List<TimelineEntry> tell(Saga saga, List<LogEntry> log) {
        List<TimelineEntry> told = new ArrayList<>();
        for (var entry : log) {
            tell(saga, entry).ifPresent(told::add);
        }
        return told;
    }

    private static Optional<TimelineEntry> tell(Saga saga, LogEntry entry) {
        return switch (entry.kind()) {
            case PLACED ->
                    told(
                            entry,
                            "ORDER",
                            Outcome.DONE,
                            "We have your order. Next, we see whether the wine is there.");
            case REPLY ->
                    entry.message() instanceof SagaReply reply
                            ? tell(saga, entry, reply)
                            : Optional.empty();
            case ORDER ->
                    entry.message() instanceof OrderEvent event
                            ? tell(entry, event)
                            : Optional.empty();
            case OUTCOME -> tellOutcome(saga, entry);
            case OVERDUE ->
                    refused(
                            entry,
                            "ORDER",
                            CancelReason.OVERDUE,
                            "It took us too long: you would not have had time to pay. We give"
                                    + " everything back.");
            case COMMAND, RESENT, STALE_REPLY, OPERATOR -> Optional.empty();
        };
    }

    private static Optional<TimelineEntry> tell(Saga saga, LogEntry entry, SagaReply reply) {
        return switch (reply) {
            case StockReserved reserved ->
                    told(
                            entry,
                            "CHECK_STOCK",
                            Outcome.DONE,
                            "The wine is set aside for you until "
                                    + time(reserved.heldUntil())
                                    + (saga.hasCoupon() ? ". Next, your coupon." : "."));
            case StockAwaited awaited ->
                    told(
                            entry,
                            "CHECK_STOCK",
                            Outcome.WAITING,
                            "%s is out of stock. You are number %d in line; we go on by ourselves when it is your turn, until %s at the latest."
                                    .formatted(
                                            awaited.name(),
                                            awaited.position(),
                                            time(awaited.waitUntil())));
            case StockRejected rejected ->
                    refused(entry, "CHECK_STOCK", rejected.reason(), why(rejected));
            case CouponRedeemed redeemed ->
                    told(
                            entry,
                            "APPLY_COUPON",
                            Outcome.DONE,
                            "Your coupon takes %,d won off.".formatted(redeemed.discount()));
            case CouponRejected rejected ->
                    refused(
                            entry,
                            "APPLY_COUPON",
                            CancelReason.COUPON_REJECTED,
                            why(rejected.problem())
                                    + " The wine goes back on the shelf; order again without it or"
                                    + " with another one.");
            case StockCommitted _ ->
                    told(entry, "PAYMENT", Outcome.DONE, "The wine is yours; we take the payment.");
            case StockLost _ ->
                    refused(
                            entry,
                            "PAYMENT",
                            CancelReason.STOCK_LOST,
                            "The wine could not be kept for you any longer. You are not charged.");
            case StockReleased _, StockReturned _ ->
                    told(entry, "CHECK_STOCK", Outcome.ENDED, "The wine is back on the shelf.");
            case CouponReturned _ ->
                    told(entry, "APPLY_COUPON", Outcome.ENDED, "Your coupon is unused again.");
        };
    }

    private static Optional<TimelineEntry> tell(LogEntry entry, OrderEvent event) {
        return switch (event) {
            case PaymentAuthorized _ ->
                    told(entry, "PAYMENT", Outcome.DONE, "Your payment is authorised.");
            case OrderPaid paid ->
                    told(
                            entry,
                            "PAYMENT",
                            Outcome.DONE,
                            "You have paid %,d won. Next, we pack it.".formatted(paid.total()));
            case PaymentTimedOut timedOut ->
                    refused(
                            entry,
                            "PAYMENT",
                            CancelReason.PAYMENT_TIMEOUT,
                            "The payment window ended at "
                                    + time(timedOut.dueAt())
                                    + ". We give everything back.");
            case OrderCancelRequested request ->
                    refused(
                            entry,
                            "ORDER",
                            request.reason(),
                            request.reason() == CancelReason.OPERATOR
                                    ? "We had to cancel the order."
                                    : "You cancelled the order.");
            case OrderShipped shipped ->
                    told(
                            entry,
                            "SHIPMENT",
                            Outcome.DONE,
                            "On its way with %s, tracking number %s."
                                    .formatted(shipped.carrier(), shipped.trackingNumber()));
            case OrderDelivered _ -> told(entry, "SHIPMENT", Outcome.DONE, "Delivered. Enjoy!");
            case OrderRefunded refunded ->
                    told(
                            entry,
                            "PAYMENT",
                            Outcome.ENDED,
                            "%,d won went back to you.".formatted(refunded.amount()));
            case OrderPlaced _ -> Optional.empty();
        };
    }

    private static Optional<TimelineEntry> tellOutcome(Saga saga, LogEntry entry) {
        if (entry.state() == SagaState.ORDER_COMPLETED) {
            var dueAt = saga.paymentDueAt();
            return told(
                    entry,
                    "PAYMENT",
                    Outcome.WAITING,
                    "Everything is set aside for you: %,d won to pay%s."
                            .formatted(
                                    saga.subtotal() - saga.discount(),
                                    dueAt == null ? "" : " by " + time(dueAt)));
        }
        if (entry.state() == SagaState.ORDER_CANCELED) {
            return Optional.of(
                    new TimelineEntry(
                            entry.at(),
                            "ORDER",
                            Outcome.ENDED,
                            entry.reason(),
                            "The order has ended: " + why(entry.reason())));
        }
        return Optional.empty();
    }

    private static String why(StockRejected rejected) {
        var which =
                rejected.shortages().stream().map(Timeline::why).collect(Collectors.joining(" "));
        return which.isEmpty() ? why(rejected.reason()) : which;
    }

    private static String why(Shortage shortage) {
        var name = shortage.name();
        if (name == null) {
            return "There is no product " + shortage.productId() + ".";
        }
        return shortage.available() == 0
                ? "%s is out of stock; you asked for %d.".formatted(name, shortage.requested())
                : "Only %d left of %s; you asked for %d."
                        .formatted(shortage.available(), name, shortage.requested());
    }

    private static String why(CouponProblem problem) {
        return switch (problem) {
            case UNKNOWN -> "There is no such coupon.";
            case NOT_YOURS -> "The coupon belongs to somebody else.";
            case USED -> "The coupon has been used.";
            case EXPIRED -> "The coupon has expired.";
            case NOT_YET_VALID -> "The coupon is not valid yet.";
            case BELOW_MINIMUM -> "The order is below the coupon's minimum.";
        };
    }

    private static String why(@Nullable CancelReason reason) {
        return switch (reason) {
            case null -> "";
            case STOCK_OUT -> "out of stock.";
            case COUPON_REJECTED -> "the coupon could not be used.";
            case PRODUCT_NOT_FOUND -> "there is no such product.";
            case PAYMENT_TIMEOUT -> "it was not paid in time.";
            case CUSTOMER_REQUEST -> "you cancelled it.";
            case OPERATOR -> "we had to cancel it.";
            case INELIGIBLE -> "it was not open to you.";
            case OVERDUE -> "it took us too long.";
            case STOCK_LOST -> "the wine could not be kept.";
            case WAIT_EXPIRED -> "the wine did not come in time.";
        };
    }

    private static Optional<TimelineEntry> told(
            LogEntry entry, String step, Outcome outcome, String detail) {
        return Optional.of(new TimelineEntry(entry.at(), step, outcome, null, detail));
    }

    private static Optional<TimelineEntry> refused(
            LogEntry entry, String step, CancelReason reason, String detail) {
        return Optional.of(new TimelineEntry(entry.at(), step, Outcome.REFUSED, reason, detail));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
