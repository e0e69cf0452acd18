package com.winemall.orchestrator.saga.web;

import com.winemall.contracts.CancelReason;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Tells a saga's log to its customer: what happened, why, and, wherever the story may stop for a
/// while, what comes next. What only an operator needs (commands, resends, stale replies) is left
/// out, and what is said twice is told once.
final class Timeline {

    private final Saga saga;
    private final List<TimelineEntry> told = new ArrayList<>();

    /// The money was taken, so it goes back if the order ends.
    private boolean paid;

    private boolean refunded;

    /// It was told why the order ends; whatever reason comes later ended nothing.
    private boolean ending;

    /// The units are back, whatever step gave them back first.
    private boolean stockReturned;

    private Timeline(Saga saga) {
        this.saga = saga;
    }

    static List<TimelineEntry> tell(Saga saga, List<LogEntry> log) {
        var timeline = new Timeline(saga);
        log.forEach(timeline::tell);
        return timeline.told;
    }

    private void tell(LogEntry entry) {
        switch (entry.kind()) {
            case PLACED ->
                    tell(
                            entry,
                            "ORDER",
                            Outcome.DONE,
                            "We have your order. Next, we see whether the wine is there.");
            case REPLY -> {
                if (entry.message() instanceof SagaReply reply) {
                    tell(entry, reply);
                }
            }
            case ORDER -> {
                if (entry.message() instanceof OrderEvent event) {
                    tell(entry, event);
                }
            }
            case OPERATOR -> {
                if (entry.reason() == CancelReason.OPERATOR) {
                    tellCancelled(entry, CancelReason.OPERATOR);
                }
            }
            case OVERDUE ->
                    tellEnding(
                            entry,
                            "ORDER",
                            CancelReason.OVERDUE,
                            "It took us too long: you would not have had time to pay. Next, we"
                                    + " give back what was set aside.");
            case OUTCOME -> tellOutcome(entry);
            case COMMAND, RESENT, STALE_REPLY -> {}
        }
    }

    private void tell(LogEntry entry, SagaReply reply) {
        switch (reply) {
            case StockReserved reserved ->
                    tell(
                            entry,
                            "CHECK_STOCK",
                            Outcome.DONE,
                            (reserved.fromLine() ? "It is your turn: the" : "The")
                                    + " wine is set aside for you until "
                                    + Wording.time(reserved.heldUntil(), entry.at())
                                    + "."
                                    + (saga.hasCoupon() ? " Next, we try your coupon." : ""));
            case StockAwaited awaited ->
                    tell(
                            entry,
                            "CHECK_STOCK",
                            Outcome.WAITING,
                            "%s is out of stock. You are number %d in line. When it is your turn, until %s at the latest, we set it aside and write to you."
                                    .formatted(
                                            awaited.name(),
                                            awaited.position(),
                                            Wording.time(awaited.waitUntil(), entry.at())));
            case StockRejected rejected ->
                    tellEnding(entry, "CHECK_STOCK", rejected.reason(), Wording.why(rejected));
            case CouponRedeemed redeemed ->
                    tell(
                            entry,
                            "APPLY_COUPON",
                            Outcome.DONE,
                            "Your coupon takes %,d won off.".formatted(redeemed.discount()));
            case CouponRejected rejected ->
                    tellEnding(
                            entry,
                            "APPLY_COUPON",
                            CancelReason.COUPON_REJECTED,
                            Wording.why(rejected.problem()) + " Next, we put the wine back.");
            case StockCommitted _ ->
                    tell(
                            entry,
                            "PAYMENT",
                            Outcome.DONE,
                            "The wine is yours. Next, we take the payment.");
            case StockLost _ ->
                    tellEnding(
                            entry,
                            "PAYMENT",
                            CancelReason.STOCK_LOST,
                            "The payment came through too late: the wine could not be kept for you"
                                    + " any longer. You are not charged. Next, we let go of what your bank keeps"
                                    + " for us.");
            case StockReleased _, StockReturned _ -> tellStockBack(entry);
            case CouponReturned _ ->
                    tell(entry, "APPLY_COUPON", Outcome.ENDED, "Your coupon is unused again.");
        }
    }

    private void tell(LogEntry entry, OrderEvent event) {
        switch (event) {
            case PaymentAuthorized _ ->
                    tell(
                            entry,
                            "PAYMENT",
                            Outcome.DONE,
                            "Your payment is authorised. Next, we take the wine from the cellar for"
                                    + " you.");
            case OrderPaid it -> {
                paid = true;
                tell(
                        entry,
                        "PAYMENT",
                        Outcome.DONE,
                        "You have paid %,d won. Next, we pack your wine and send it."
                                .formatted(it.total()));
            }
            case PaymentTimedOut timedOut ->
                    tellEnding(
                            entry,
                            "PAYMENT",
                            CancelReason.PAYMENT_TIMEOUT,
                            "The payment window ended at "
                                    + Wording.time(timedOut.dueAt(), entry.at())
                                    + ". You are not charged. Next, we put the wine back.");
            case OrderCancelRequested request -> tellCancelled(entry, request.reason());
            case OrderShipped shipped ->
                    tell(
                            entry,
                            "SHIPMENT",
                            Outcome.DONE,
                            "On its way with %s, tracking number %s. Next, it is brought to your door."
                                    .formatted(shipped.carrier(), shipped.trackingNumber()));
            case OrderDelivered _ ->
                    tell(entry, "SHIPMENT", Outcome.DONE, "Delivered. Enjoy your wine!");
            case OrderRefunded it -> {
                refunded = true;
                tell(
                        entry,
                        "PAYMENT",
                        Outcome.ENDED,
                        "%,d won went back to you. Your bank may take a few days to show it."
                                .formatted(it.amount()));
            }
            case OrderPlaced _ -> {}
        }
    }

    private void tellCancelled(LogEntry entry, CancelReason reason) {
        var what =
                switch (reason) {
                    case CUSTOMER_REQUEST -> "You cancelled the order.";
                    case OVERDUE ->
                            "The payment could not be taken: your bank had let it go. You are not"
                                    + " charged.";
                    case OPERATOR,
                            STOCK_OUT,
                            COUPON_REJECTED,
                            PRODUCT_NOT_FOUND,
                            PAYMENT_TIMEOUT,
                            INELIGIBLE,
                            STOCK_LOST,
                            WAIT_EXPIRED ->
                            "We had to cancel the order.";
                };
        var next =
                paid && !refunded
                        ? " Next, your money goes back to you, and the wine on the shelf."
                        : " Next, we give back what was set aside.";
        tellEnding(entry, "ORDER", reason, what + next);
    }

    private void tellStockBack(LogEntry entry) {
        if (!stockReturned) {
            stockReturned = true;
            tell(
                    entry,
                    "CHECK_STOCK",
                    Outcome.ENDED,
                    saga.reservation() == null
                            ? "Nothing is set aside for you any more."
                            : "The wine is back on the shelf.");
        }
    }

    private void tellOutcome(LogEntry entry) {
        if (entry.state() == SagaState.ORDER_COMPLETED) {
            var dueAt = Objects.requireNonNull(saga.paymentDueAt(), "completed without a deadline");
            tell(
                    entry,
                    "PAYMENT",
                    Outcome.WAITING,
                    "Everything is set aside for you. Next, pay %,d won by %s; after that the wine goes back on the shelf."
                            .formatted(
                                    saga.subtotal() - saga.discount(),
                                    Wording.time(dueAt, entry.at())));
        } else if (entry.state() == SagaState.ORDER_CANCELED && entry.reason() != null) {
            var reason = entry.reason();
            var money = paid && !refunded ? " Your money goes back to you." : "";
            told.add(
                    new TimelineEntry(
                            entry.at(),
                            "ORDER",
                            Outcome.ENDED,
                            reason,
                            "Your order has ended: "
                                    + Wording.why(reason)
                                    + "."
                                    + money
                                    + " "
                                    + Wording.next(reason)));
        }
    }

    private void tellEnding(LogEntry entry, String step, CancelReason reason, String detail) {
        if (!ending) {
            ending = true;
            told.add(new TimelineEntry(entry.at(), step, Outcome.REFUSED, reason, detail));
        }
    }

    private void tell(LogEntry entry, String step, Outcome outcome, String detail) {
        boolean saidBefore = !told.isEmpty() && detail.equals(told.getLast().detail());
        if (!saidBefore) {
            told.add(new TimelineEntry(entry.at(), step, outcome, null, detail));
        }
    }
}
