package com.winemall.orchestrator.saga;

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
import com.winemall.orchestrator.saga.Saga.Ending;
import com.winemall.orchestrator.saga.Saga.Pending;
import com.winemall.orchestrator.saga.SagaMessage.Due;
import com.winemall.orchestrator.saga.SagaMessage.OrderChanged;
import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.orchestrator.saga.SagaMessage.Replied;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Decides what follows from a message: the new state, the commands, what is told, what is logged.
/// It reads no clock, draws no lots and touches nothing, so the same message at the same moment
/// always decides the same; storing and sending are the caller's.
///
/// Refused: what came before is undone. Silent: the same is asked again, with growing pauses, for
/// as long as the hold allows. Undoing never gives up.
public final class Decider {

    private final Map<Integer, SagaDefinition> definitions;
    private final SagaDefinition newest;
    private final SagaTimes times;

    public Decider(SagaTimes times) {
        this.newest = new PlaceOrder(times).definition();
        this.definitions = Map.of(newest.version(), newest);
        this.times = times;
    }

    /// Starts the saga of a new order.
    public Decision start(OrderPlaced order, Instant now) {
        var saga =
                new Saga(
                        newest.version(),
                        order,
                        SagaState.ORDER_PENDING,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        false,
                        order.version(),
                        0);
        var turn = new Turn(saga, newest, times, now);
        turn.log(LogEntry.Kind.PLACED);
        turn.goOn(newest.first(saga));
        return turn.changed();
    }

    /// Says what follows from a message for a saga that runs or has ended.
    ///
    /// @throws IllegalStateException if the message cannot be true of this saga
    public Decision decide(Saga saga, SagaMessage message, Instant now) {
        var definition = definitionOf(saga);
        var turn = new Turn(saga, definition, times, now);
        return switch (message) {
            case Replied(var reply) -> replied(saga, turn, reply);
            case OrderChanged(var event) -> orderChanged(saga, turn, event);
            case Due _ -> due(saga, turn, now);
            case Ordered ordered -> ordered(saga, turn, ordered);
        };
    }

    /// The definition a running saga was started with.
    SagaDefinition definitionOf(Saga saga) {
        return Objects.requireNonNull(
                definitions.get(saga.definitionVersion()),
                () -> "no definition of version " + saga.definitionVersion());
    }

    private Decision replied(Saga saga, Turn turn, SagaReply reply) {
        var pending = saga.pending();
        if (pending == null || !pending.commandId().equals(reply.commandId())) {
            turn.logStale(reply);
            // Used before, and then we may have died before what followed from it was sent.
            return reply.commandId().equals(saga.answered())
                    ? turn.repeated()
                    : turn.unchanged(Decision.Verdict.STALE);
        }
        return switch (reply) {
            case StockReserved reserved -> {
                turn.reserve(reserved);
                yield stepDone(turn, pending, reply);
            }
            case CouponRedeemed redeemed -> {
                turn.discount(redeemed.discount());
                yield stepDone(turn, pending, reply);
            }
            case StockCommitted _ -> stepDone(turn, pending, reply);
            case StockAwaited awaited -> {
                turn.standInLine(awaited);
                yield turn.changed();
            }
            case StockRejected rejected ->
                    stepRefused(
                            turn,
                            pending,
                            reply,
                            new Ending(
                                    rejected.reason(),
                                    rejected.shortages(),
                                    null,
                                    null,
                                    turn.now()));
            case CouponRejected rejected ->
                    stepRefused(
                            turn,
                            pending,
                            reply,
                            new Ending(
                                    CancelReason.COUPON_REJECTED,
                                    List.of(),
                                    rejected.problem(),
                                    null,
                                    turn.now()));
            case StockLost _ ->
                    stepRefused(
                            turn,
                            pending,
                            reply,
                            Ending.because(CancelReason.STOCK_LOST, null, turn.now()));
            case StockReleased _, StockReturned _, CouponReturned _ ->
                    stepUndone(turn, pending, reply);
        };
    }

    private Decision stepDone(Turn turn, Pending pending, SagaReply reply) {
        require(pending, Direction.FORWARD, reply);
        turn.answered(reply);
        if (turn.isTooLate()) {
            turn.log(LogEntry.Kind.OVERDUE);
            turn.undo(Ending.because(CancelReason.OVERDUE, null, turn.now()));
        } else {
            turn.goOnAfter(pending.step());
        }
        return turn.changed();
    }

    private Decision stepRefused(Turn turn, Pending pending, SagaReply reply, Ending ending) {
        require(pending, Direction.FORWARD, reply);
        turn.answered(reply);
        turn.forget(pending.step());
        turn.undo(ending);
        return turn.changed();
    }

    private Decision stepUndone(Turn turn, Pending pending, SagaReply reply) {
        require(pending, Direction.COMPENSATE, reply);
        turn.answered(reply);
        turn.forget(pending.step());
        turn.undoNext();
        return turn.changed();
    }

    private Decision orderChanged(Saga saga, Turn turn, OrderEvent event) {
        if (event.version() <= saga.orderVersion() && !isUnheardCancellation(saga, event)) {
            return turn.repeated();
        }
        turn.orderVersion(Math.max(event.version(), saga.orderVersion()));
        turn.log(event);
        switch (event) {
            case PaymentAuthorized _ -> paymentAuthorized(saga, turn);
            case PaymentTimedOut _ -> paymentTimedOut(saga, turn);
            case OrderCancelRequested request -> cancelRequested(saga, turn, request);
            case OrderPaid _, OrderShipped _, OrderDelivered _, OrderRefunded _ -> {}
            case OrderPlaced _ ->
                    throw new IllegalStateException(saga.orderId() + " was placed before");
        }
        return turn.changed();
    }

    /// An order is cancelled for good, so the saga has to hear of it even if a younger fact was
    /// faster: the refund of a cancelled order must not keep its stock from going back.
    private static boolean isUnheardCancellation(Saga saga, OrderEvent event) {
        return event instanceof OrderCancelRequested && saga.ending() == null;
    }

    private static void paymentAuthorized(Saga saga, Turn turn) {
        switch (saga.state()) {
            case ORDER_COMPLETED -> turn.goOnAfter(saga.state());
            // Whoever authorized it has not heard yet how the saga ended.
            case ORDER_CANCELED -> turn.tellOutcome();
            // They will hear when everything is given back.
            case ROLLBACK_COMMIT, ROLLBACK_COUPON, ROLLBACK_STOCK -> {}
            case ORDER_PENDING, CHECK_STOCK, AWAIT_STOCK, APPLY_COUPON, COMMIT_STOCK, ORDER_PAID ->
                    throw new IllegalStateException(
                            saga.orderId() + " cannot be paid in " + saga.state());
        }
    }

    private static void paymentTimedOut(Saga saga, Turn turn) {
        switch (saga.state()) {
            case ORDER_COMPLETED ->
                    turn.undo(Ending.because(CancelReason.PAYMENT_TIMEOUT, null, turn.now()));
            case ROLLBACK_COMMIT, ROLLBACK_COUPON, ROLLBACK_STOCK, ORDER_CANCELED -> {}
            case ORDER_PENDING, CHECK_STOCK, AWAIT_STOCK, APPLY_COUPON, COMMIT_STOCK, ORDER_PAID ->
                    throw new IllegalStateException(
                            saga.orderId() + " has no payment to miss in " + saga.state());
        }
    }

    private static void cancelRequested(Saga saga, Turn turn, OrderCancelRequested request) {
        switch (saga.state()) {
            case ORDER_PENDING,
                    CHECK_STOCK,
                    AWAIT_STOCK,
                    APPLY_COUPON,
                    ORDER_COMPLETED,
                    COMMIT_STOCK,
                    ORDER_PAID ->
                    turn.undo(Ending.because(request.reason(), request.note(), turn.now()));
            case ROLLBACK_COMMIT, ROLLBACK_COUPON, ROLLBACK_STOCK, ORDER_CANCELED -> {}
        }
    }

    private static Decision due(Saga saga, Turn turn, Instant now) {
        var dueAt = saga.dueAt();
        if (saga.paused() || dueAt == null || dueAt.isAfter(now)) {
            return turn.unchanged(Decision.Verdict.STALE);
        }
        if (saga.pending() == null) {
            turn.remind();
        } else if (turn.isTooLate()) {
            // The silent step is in doubt: it may have been done, so it is undone, too.
            turn.log(LogEntry.Kind.OVERDUE);
            turn.undo(Ending.because(CancelReason.OVERDUE, null, now));
        } else {
            turn.askAgain();
        }
        return turn.changed();
    }

    private static Decision ordered(Saga saga, Turn turn, Ordered order) {
        boolean possible =
                switch (order.action()) {
                    case RETRY -> saga.pending() != null && !saga.paused();
                    case CANCEL -> saga.state().isDeciding();
                    case PAUSE -> !saga.isEnded() && !saga.paused();
                    case RESUME -> saga.paused();
                };
        if (!possible) {
            return turn.unchanged(Decision.Verdict.REFUSED);
        }
        turn.log(order);
        switch (order.action()) {
            case RETRY -> turn.askAgain();
            case CANCEL -> {
                turn.resume();
                turn.undo(Ending.because(CancelReason.OPERATOR, order.reason(), turn.now()));
            }
            case PAUSE -> turn.pause();
            case RESUME -> {
                turn.resume();
                if (saga.pending() == null) {
                    turn.remind();
                } else {
                    turn.askAgain();
                }
            }
        }
        return turn.changed();
    }

    private static void require(Pending pending, Direction direction, SagaReply reply) {
        if (pending.direction() != direction) {
            throw new IllegalStateException(reply + " does not answer " + pending);
        }
    }
}
