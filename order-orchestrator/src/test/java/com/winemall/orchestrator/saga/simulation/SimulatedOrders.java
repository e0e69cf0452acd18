package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.orchestrator.saga.simulation.OrderRow.PaymentState;
import com.winemall.orchestrator.saga.simulation.OrderRow.Status;
import com.winemall.orchestrator.saga.simulation.SimulatedProvider.Answer;
import com.winemall.orchestrator.saga.simulation.SimulatedProvider.Request;
import com.winemall.orchestrator.saga.simulation.SimulatedProvider.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// order-service: what its customers do, what the saga tells it, and the payments it makes, each of
/// which it asks about for as long as it does not know what became of it.
final class SimulatedOrders implements Part {

    private static final Duration UNDECIDED_PATIENCE = Duration.ofSeconds(30);

    /// Longer than the provider's time limit: a call is not repeated while somebody waits for it.
    private static final Duration PAYMENT_PATIENCE = Duration.ofSeconds(4);

    private final Network network;
    private final Duration skew;
    private final Plant plant;
    private final SimulatedProvider provider;
    private final Consumer<OrderRow> customers;
    private final Map<OrderId, OrderRow> rows = new HashMap<>();

    private Part orchestrator;

    /// @param customers hear when an order can be paid
    SimulatedOrders(
            Network network,
            Duration skew,
            Plant plant,
            SimulatedProvider provider,
            Consumer<OrderRow> customers) {
        this.network = network;
        this.skew = skew;
        this.plant = plant;
        this.provider = provider;
        this.customers = customers;
    }

    void tells(Part part) {
        orchestrator = part;
    }

    @Override
    public String name() {
        return "order-service";
    }

    Collection<OrderRow> rows() {
        return rows.values();
    }

    /// When this moment of order-service's clock is.
    Instant moment(Instant mine) {
        return mine.minus(skew);
    }

    // What customers and operators do.

    Following place(OrderPlaced order) {
        rows.put(order.orderId(), new OrderRow(order, now()));
        return Following.nothing().throughOutbox(orchestrator, order);
    }

    /// One conditional update decides it against the deadline, a cancellation and another browser.
    Following pay(OrderId id, Token token) {
        var row = rows.get(id);
        boolean inTime = now().isBefore(row.paymentDueAt) || plant == Plant.LATE_PAYMENT_ACCEPTED;
        if (row.status != Status.NOTPAYED || !inTime) {
            return Following.nothing();
        }
        change(row, Status.PAYING);
        row.payingSince = now();
        row.payment.begin(token, now());
        return Following.nothing().calling(() -> authorize(row));
    }

    Following cancel(OrderId id) {
        var row = rows.get(id);
        var following = Following.nothing();
        switch (row.status) {
            case PENDING, RESERVED -> {
                if (row.cancelRequested) {
                    return following;
                }
                row.cancelRequested = true;
                change(row, row.status);
            }
            case NOTPAYED, PREPARING -> end(row, CancelReason.CUSTOMER_REQUEST, following);
            case PAYING, SHIPPING, DELIVERED, ENDED -> {
                return following;
            }
        }
        row.cancellationAccepted = true;
        return following.throughOutbox(orchestrator, row.cancelRequest());
    }

    /// The operator sends what is paid, and then it arrives.
    Following ship(OrderId id) {
        var row = rows.get(id);
        return switch (row.status) {
            case PREPARING -> {
                change(row, Status.SHIPPING);
                yield Following.nothing().throughOutbox(orchestrator, row.shipped());
            }
            case SHIPPING -> {
                change(row, Status.DELIVERED);
                yield Following.nothing().throughOutbox(orchestrator, row.delivered());
            }
            case PENDING, RESERVED, NOTPAYED, PAYING, DELIVERED, ENDED -> Following.nothing();
        };
    }

    // What time does.

    /// Unpaid orders end, a silent saga is told again, and payments whose fate is not known, or not
    /// confirmed, are looked after.
    Following tick() {
        var following = Following.nothing();
        for (var row : rows.values()) {
            if (row.status == Status.NOTPAYED && !now().isBefore(row.paymentDueAt)) {
                timeOut(row, following);
            } else if (row.isWaitingForTheSaga()
                    && now().isAfter(row.touchedAt.plus(UNDECIDED_PATIENCE))) {
                row.touchedAt = now();
                row.whatTheSagaMayNotKnow()
                        .forEach(it -> following.throughOutbox(orchestrator, it));
            }
            if (row.payment.isUnderWay()
                    && now().isAfter(row.payment.touchedAt.plus(PAYMENT_PATIENCE))) {
                row.payment.touchedAt = now();
                following.calling(() -> settle(row));
            }
        }
        return following;
    }

    private void timeOut(OrderRow row, Following following) {
        end(row, CancelReason.PAYMENT_TIMEOUT, following);
        following.throughOutbox(orchestrator, row.timedOut());
    }

    /// Ends an order. Whatever was tried to be paid goes back, and whatever still comes is refused.
    private void end(OrderRow row, CancelReason why, Following following) {
        change(row, Status.ENDED);
        row.reason = why;
        if (row.payment.attempt > 0) {
            row.payment.state = PaymentState.RETURNING;
            row.payment.touchedAt = now();
            following.calling(() -> giveBack(row));
        }
    }

    private void change(OrderRow row, Status status) {
        if (row.status == Status.ENDED) {
            throw new Violation(row.id() + " has ended and becomes " + status);
        }
        network.tell("order", row.id(), row.status, "→", status);
        row.status = status;
        row.version++;
        row.touchedAt = now();
    }

    // What the saga says.

    @Override
    public Following handle(Message message) {
        if (!(message instanceof OrderOutcome outcome)) {
            throw new Violation("order-service got " + message);
        }
        var row = rows.get(outcome.orderId());
        var following = Following.nothing();
        if (outcome.version() <= row.sagaVersion) {
            return following;
        }
        row.sagaVersion = outcome.version();
        switch (outcome) {
            case OrderCompleted completed -> completed(row, completed);
            case OrderAwaitingStock _ -> {
                if (row.isUndecided() && !row.cancelRequested) {
                    change(row, Status.RESERVED);
                }
            }
            case OrderStockCommitted _ -> stockCommitted(row, following);
            case OrderCanceled canceled -> canceled(row, canceled, following);
        }
        return following;
    }

    private void completed(OrderRow row, OrderCompleted completed) {
        if (!row.isUndecided()) {
            return;
        }
        row.total = completed.total();
        row.discount = completed.discount();
        row.paymentDueAt = completed.paymentDueAt();
        if (row.cancelRequested && plant != Plant.CANCELLATION_LOST_TO_THE_OUTCOME) {
            // The request crossed the outcome; the saga has it by now, or is told again, and not
            // any later for what it says meanwhile.
            return;
        }
        change(row, Status.NOTPAYED);
        network.at(moment(row.paymentDueAt).plus(network.some(40)), () -> network.act(this::tick));
        customers.accept(row);
    }

    private void stockCommitted(OrderRow row, Following following) {
        switch (row.status) {
            case PAYING -> {
                if (row.payment.state == PaymentState.AUTHORIZED) {
                    row.payment.state = PaymentState.CAPTURING;
                    row.payment.touchedAt = now();
                    following.calling(() -> capture(row));
                } else if (row.payment.state != PaymentState.CAPTURING) {
                    throw new Violation(row.id() + " has stock for money it has not");
                }
            }
            case PREPARING, SHIPPING, DELIVERED, ENDED -> {}
            case PENDING, RESERVED, NOTPAYED ->
                    throw new Violation(row.id() + " has stock and is " + row.status);
        }
    }

    private void canceled(OrderRow row, OrderCanceled canceled, Following following) {
        row.settled = true;
        switch (row.status) {
            case PENDING, RESERVED -> end(row, canceled.reason(), following);
            case PAYING -> {
                if (row.payment.state != PaymentState.AUTHORIZED) {
                    throw new Violation(row.id() + " ends while it is " + row.payment.state);
                }
                end(row, canceled.reason(), following);
            }
            case ENDED -> {}
            case NOTPAYED, PREPARING, SHIPPING, DELIVERED ->
                    throw new Violation(row.id() + " ends unasked while it is " + row.status);
        }
    }

    // What the provider says.

    private void settle(OrderRow row) {
        switch (row.payment.state) {
            case AUTHORIZING -> whatBecameOfIt(row);
            case CAPTURING -> capture(row);
            case RETURNING -> giveBack(row);
            case NONE, FAILED, AUTHORIZED, CAPTURED, RETURNED -> {}
        }
    }

    private void authorize(OrderRow row) {
        int attempt = row.payment.attempt;
        authorize(row, answer -> authorizationHeard(row, attempt, answer));
    }

    private void authorize(OrderRow row, Function<Answer, Following> heard) {
        int attempt = row.payment.attempt;
        var request =
                new Request.Authorize(
                        row.id(),
                        row.payment.intent,
                        row.payment.intent + "/authorize/" + attempt,
                        row.total,
                        attempt,
                        row.payment.token());
        ask(request, heard);
    }

    /// The sweeper's question about an attempt nobody heard of again.
    private void whatBecameOfIt(OrderRow row) {
        int attempt = row.payment.attempt;
        if (plant == Plant.NEW_INTENT_AFTER_UNKNOWN_ANSWER) {
            row.payment.intent = row.id() + "/" + now().toEpochMilli();
            authorize(row);
            return;
        }
        ask(
                new Request.Ask(row.id(), row.payment.intent),
                answer ->
                        switch (answer) {
                            case Answer.Yes(var status, var last)
                                    when last == attempt
                                            || status == SimulatedProvider.Status.AUTHORIZED ->
                                    authorizationHeard(row, attempt, whatItMeans(status, answer));
                            // Not this attempt: under its key it is safe to try it again.
                            case Answer.Yes _, Answer.NotFound _ -> tryAgain(row, attempt);
                            case Answer.Declined _,
                                    Answer.No _,
                                    Answer.NotDone _,
                                    Answer.Unknown _ ->
                                    Following.nothing();
                        });
    }

    /// The first request may still be on its way. If it arrives after this one was refused, what it
    /// sets aside is found by the next attempt, or let go when the order ends. After the deadline
    /// it is given up, and closed.
    private Following tryAgain(OrderRow row, int attempt) {
        if (!stillAuthorizing(row, attempt)) {
            return Following.nothing();
        }
        if (!now().isBefore(row.paymentDueAt)) {
            return authorizationHeard(row, attempt, new Answer.NotDone());
        }
        return Following.nothing()
                .calling(() -> authorize(row, answer -> authorizationHeard(row, attempt, answer)));
    }

    private static Answer whatItMeans(SimulatedProvider.Status status, Answer answer) {
        return switch (status) {
            case AUTHORIZED -> answer;
            case REQUIRES_PAYMENT, VOIDED, CAPTURED, REFUNDED -> new Answer.Declined();
        };
    }

    private boolean stillAuthorizing(OrderRow row, int attempt) {
        return row.payment.state == PaymentState.AUTHORIZING && row.payment.attempt == attempt;
    }

    private Following authorizationHeard(OrderRow row, int attempt, Answer answer) {
        var following = Following.nothing();
        if (!stillAuthorizing(row, attempt)) {
            return following;
        }
        switch (answer) {
            case Answer.Yes _ -> {
                row.payment.state = PaymentState.AUTHORIZED;
                change(row, Status.PAYING);
                following.throughOutbox(orchestrator, row.paymentAuthorized());
                if (plant == Plant.CAPTURED_BEFORE_COMMITTED) {
                    following.calling(() -> capture(row));
                }
            }
            case Answer.Declined _, Answer.No _, Answer.NotDone _ -> {
                row.payment.state = PaymentState.FAILED;
                change(row, Status.NOTPAYED);
                if (now().isBefore(row.paymentDueAt)) {
                    customers.accept(row);
                } else {
                    timeOut(row, following);
                }
            }
            case Answer.Unknown _, Answer.NotFound _ -> {}
        }
        return following;
    }

    private void capture(OrderRow row) {
        var key = row.id() + "/capture";
        if (plant == Plant.NEW_KEY_AFTER_UNKNOWN_ANSWER) {
            key += "/" + now().toEpochMilli();
        }
        ask(
                new Request.Capture(row.id(), row.payment.intent, key),
                answer -> captureHeard(row, answer));
    }

    private Following captureHeard(OrderRow row, Answer answer) {
        var following = Following.nothing();
        if (row.payment.state != PaymentState.CAPTURING) {
            return following;
        }
        switch (answer) {
            case Answer.Yes _ -> {
                row.payment.state = PaymentState.CAPTURED;
                change(row, Status.PREPARING);
                following.throughOutbox(orchestrator, row.paid());
            }
            case Answer.No _ -> {
                // The money is gone, and the stock is not there for nothing.
                end(row, CancelReason.OVERDUE, following);
                following.throughOutbox(orchestrator, row.cancelRequest());
            }
            case Answer.NotDone _, Answer.Unknown _ -> {}
            case Answer.Declined _, Answer.NotFound _ ->
                    throw new Violation("a capture was answered with " + answer);
        }
        return following;
    }

    /// Void, and refund what cannot be voided any more: the provider knows which it is.
    private void giveBack(OrderRow row) {
        Function<Answer, Following> voided =
                answer ->
                        switch (answer) {
                            case Answer.Yes _ -> returned(row, false);
                            case Answer.No _ -> Following.nothing().calling(() -> refund(row));
                            case Answer.Declined _,
                                    Answer.NotFound _,
                                    Answer.NotDone _,
                                    Answer.Unknown _ ->
                                    Following.nothing();
                        };
        var request = new Request.Release(row.id(), row.payment.intent, row.id() + "/void");
        if (plant != Plant.RETURN_SKIPPED_IF_PROVIDER_KNOWS_NOTHING) {
            ask(request, voided);
            return;
        }
        ask(
                new Request.Ask(row.id(), row.payment.intent),
                answer ->
                        answer instanceof Answer.NotFound
                                ? returned(row, false)
                                : Following.nothing().calling(() -> ask(request, voided)));
    }

    private void refund(OrderRow row) {
        ask(
                new Request.Refund(row.id(), row.payment.intent, row.id() + "/refund"),
                answer -> answer instanceof Answer.Yes ? returned(row, true) : Following.nothing());
    }

    private Following returned(OrderRow row, boolean refunded) {
        var following = Following.nothing();
        if (row.payment.state != PaymentState.RETURNING) {
            return following;
        }
        row.payment.state = PaymentState.RETURNED;
        if (refunded) {
            row.version++;
            following.throughOutbox(orchestrator, row.refunded());
        }
        return following;
    }

    /// What is heard is a transaction of its own, and order-service may die before it, having
    /// asked.
    private void ask(Request request, Function<Answer, Following> heard) {
        provider.ask(request, answer -> network.act(() -> heard.apply(answer)));
    }

    private Instant now() {
        return network.now().plus(skew);
    }
}
