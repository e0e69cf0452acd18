package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.product.ProductCommand;
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
import com.winemall.orchestrator.saga.Decider;
import com.winemall.orchestrator.saga.Decision;
import com.winemall.orchestrator.saga.Direction;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaMessage;
import com.winemall.orchestrator.saga.SagaMessage.Due;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import com.winemall.orchestrator.saga.SagaMessage.OrderChanged;
import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.orchestrator.saga.SagaMessage.Replied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The orchestrator around the real [Decider]: rows that are committed, messages that are sent.
final class SimulatedOrchestrator implements Part {

    private final Network network;
    private final Duration skew;
    private final Plant plant;
    private final Decider decider;
    private final Map<OrderId, Saga> sagas = new HashMap<>();
    private final Set<OrderId> cancelledByOperator = new HashSet<>();

    private final SimulatedStock stock;
    private final SimulatedCoupons coupons;
    private final SimulatedOrders orders;

    SimulatedOrchestrator(
            Network network,
            Duration skew,
            Plant plant,
            Decider decider,
            SimulatedStock stock,
            SimulatedCoupons coupons,
            SimulatedOrders orders) {
        this.network = network;
        this.skew = skew;
        this.plant = plant;
        this.decider = decider;
        this.stock = stock;
        this.coupons = coupons;
        this.orders = orders;
    }

    @Override
    public String name() {
        return "orchestrator";
    }

    @Override
    public Following handle(Message message) {
        var following = Following.nothing();
        SagaMessage sagaMessage =
                switch (message) {
                    case SagaReply reply -> new Replied(reply);
                    case OrderEvent event -> new OrderChanged(event);
                    default -> throw new Violation("the orchestrator got " + message);
                };
        var saga = sagas.get(sagaMessage.orderId());
        if (saga == null) {
            if (message instanceof OrderPlaced order) {
                commit(decider.start(order, now())).forEach(sent -> following.then(to(sent), sent));
            }
            // Anything else is kept or tried again, and played as lost: its sender says it again.
            return following;
        }
        decide(saga, sagaMessage).forEach(sent -> following.then(to(sent), sent));
        return following;
    }

    Following tick() {
        var following = Following.nothing();
        for (var saga : List.copyOf(sagas.values())) {
            if (saga.dueAt() != null && !saga.dueAt().isAfter(now())) {
                decide(saga, new Due(saga.orderId()))
                        .forEach(sent -> following.throughOutbox(to(sent), sent));
            }
        }
        return following;
    }

    Following operate(OrderId order, OperatorAction action) {
        var following = Following.nothing();
        var saga = sagas.get(order);
        if (saga != null) {
            network.tell("operator", action, order);
            decide(saga, new Ordered(order, action, "operator", "trying"))
                    .forEach(sent -> following.throughOutbox(to(sent), sent));
            if (action == OperatorAction.CANCEL && !saga.equals(sagas.get(order))) {
                cancelledByOperator.add(order);
            }
        }
        return following;
    }

    /// Whether an operator has ended it.
    boolean wasCancelledByOperator(OrderId order) {
        return cancelledByOperator.contains(order);
    }

    Collection<Saga> sagas() {
        return sagas.values();
    }

    private List<Message> decide(Saga saga, SagaMessage message) {
        return switch (plant) {
            case SILENT_STEP_NOT_UNDONE ->
                    commit(decider.decide(withoutTheSilentStep(saga, message), message, now()));
            case LATE_REPLY_ACCEPTED ->
                    commit(decider.decide(saga, asIfItAnswered(saga, message), now()));
            case OLD_CANCELLATION_IGNORED ->
                    isOldCancellation(saga, message)
                            ? List.of()
                            : commit(decider.decide(saga, message, now()));
            case NONE,
                    DOUBLE_RELEASE,
                    UNDO_BEFORE_DO_FORGOTTEN,
                    EXPIRED_HOLD_COMMITTED,
                    LATE_PAYMENT_ACCEPTED,
                    CAPTURED_BEFORE_COMMITTED,
                    NEW_KEY_AFTER_UNKNOWN_ANSWER,
                    NEW_INTENT_AFTER_UNKNOWN_ANSWER,
                    RETURN_SKIPPED_IF_PROVIDER_KNOWS_NOTHING,
                    VOID_WITHOUT_TOMBSTONE,
                    CANCELLATION_LOST_TO_THE_OUTCOME ->
                    commit(decider.decide(saga, message, now()));
        };
    }

    private List<Message> commit(Decision decision) {
        if (decision.changed()) {
            sagas.put(decision.saga().orderId(), decision.saga());
            network.tell("saga", decision.saga().orderId(), "→", decision.saga().state());
        }
        return decision.messages();
    }

    private Part to(Message message) {
        return switch (message) {
            case ProductCommand _ -> stock;
            case CouponCommand _ -> coupons;
            case OrderOutcome _ -> orders;
            default -> throw new Violation("the orchestrator sends " + message);
        };
    }

    private Instant now() {
        return network.now().plus(skew);
    }

    // The planted bugs.

    private static boolean isOldCancellation(Saga saga, SagaMessage message) {
        return message instanceof OrderChanged(OrderCancelRequested request)
                && request.version() <= saga.orderVersion();
    }

    private static Saga withoutTheSilentStep(Saga saga, SagaMessage message) {
        var pending = saga.pending();
        boolean givesUp = !(message instanceof Replied);
        if (pending == null || pending.direction() != Direction.FORWARD || !givesUp) {
            return saga;
        }
        List<String> reached = new ArrayList<>(saga.reached());
        reached.remove(pending.step());
        return new Saga(
                saga.definitionVersion(),
                saga.order(),
                saga.state(),
                reached,
                saga.pending(),
                saga.dueAt(),
                saga.answered(),
                saga.reservation(),
                saga.discount(),
                saga.paymentDueAt(),
                saga.ending(),
                saga.paused(),
                saga.orderVersion(),
                saga.version());
    }

    private static SagaMessage asIfItAnswered(Saga saga, SagaMessage message) {
        var pending = saga.pending();
        if (!(message instanceof Replied(var reply)) || pending == null) {
            return message;
        }
        boolean undo =
                switch (reply) {
                    case StockReleased _, StockReturned _, CouponReturned _ -> true;
                    case StockReserved _,
                            StockRejected _,
                            StockAwaited _,
                            StockCommitted _,
                            StockLost _,
                            CouponRedeemed _,
                            CouponRejected _ ->
                            false;
                };
        return undo == (pending.direction() == Direction.COMPENSATE)
                ? new Replied(readdressed(reply, pending.commandId()))
                : message;
    }

    private static SagaReply readdressed(SagaReply reply, CommandId command) {
        var order = reply.orderId();
        return switch (reply) {
            case StockReserved it ->
                    new StockReserved(command, order, it.lines(), it.fromLine(), it.heldUntil());
            case StockRejected it -> new StockRejected(command, order, it.reason(), it.shortages());
            case StockAwaited it ->
                    new StockAwaited(
                            command,
                            order,
                            it.productId(),
                            it.name(),
                            it.position(),
                            it.waitUntil());
            case StockCommitted _ -> new StockCommitted(command, order);
            case StockLost _ -> new StockLost(command, order);
            case StockReleased _ -> new StockReleased(command, order);
            case StockReturned _ -> new StockReturned(command, order);
            case CouponRedeemed it -> new CouponRedeemed(command, order, it.discount());
            case CouponRejected it -> new CouponRejected(command, order, it.problem());
            case CouponReturned _ -> new CouponReturned(command, order);
        };
    }
}
