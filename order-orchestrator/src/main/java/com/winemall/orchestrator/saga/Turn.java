package com.winemall.orchestrator.saga;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.orchestrator.saga.Saga.Ending;
import com.winemall.orchestrator.saga.Saga.Pending;
import com.winemall.orchestrator.saga.Saga.Reservation;
import com.winemall.orchestrator.saga.SagaDefinition.Stage;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One decision while it is made: a saga being changed, and what follows. Nobody sees it before
/// [#changed()] makes a [Decision] of it.
final class Turn {

    private final Saga before;
    private final SagaDefinition definition;
    private final SagaTimes times;
    private final Instant now;

    private SagaState state;
    private final List<String> reached;
    private @Nullable Pending pending;
    private @Nullable Instant dueAt;
    private @Nullable CommandId answered;
    private @Nullable Reservation reservation;
    private long discount;
    private @Nullable Instant paymentDueAt;
    private @Nullable Ending ending;
    private boolean paused;
    private long orderVersion;

    private final List<Function<Saga, Message>> messages = new ArrayList<>();
    private final List<Function<Saga, LogEntry>> log = new ArrayList<>();

    Turn(Saga saga, SagaDefinition definition, SagaTimes times, Instant now) {
        this.before = saga;
        this.definition = definition;
        this.times = times;
        this.now = now;
        this.state = saga.state();
        this.reached = new ArrayList<>(saga.reached());
        this.pending = saga.pending();
        this.dueAt = saga.dueAt();
        this.answered = saga.answered();
        this.reservation = saga.reservation();
        this.discount = saga.discount();
        this.paymentDueAt = saga.paymentDueAt();
        this.ending = saga.ending();
        this.paused = saga.paused();
        this.orderVersion = saga.orderVersion();
    }

    Instant now() {
        return now;
    }

    // How a turn ends.

    Decision changed() {
        var saga = saga(before.version() + 1);
        return new Decision(
                saga,
                Decision.Verdict.CHANGED,
                messages.stream().map(message -> message.apply(saga)).toList(),
                log.stream().map(entry -> entry.apply(saga)).toList());
    }

    Decision unchanged(Decision.Verdict verdict) {
        return new Decision(
                before,
                verdict,
                List.of(),
                log.stream().map(entry -> entry.apply(before)).toList());
    }

    /// Says again what followed before: the pending command, or the outcome.
    Decision repeated() {
        List<Message> again = new ArrayList<>();
        var waiting = before.pending();
        if (waiting != null && waiting.attempts() > 0) {
            again.add(definition.step(waiting.step()).message(before, waiting.direction()));
        }
        definition.outcomeAt(before.state()).ifPresent(outcome -> again.add(outcome.apply(before)));
        return new Decision(
                before,
                Decision.Verdict.REPEATED,
                again,
                log.stream().map(entry -> entry.apply(before)).toList());
    }

    // What participants said.

    void reserve(StockReserved reserved) {
        reservation = new Reservation(reserved.lines(), reserved.heldUntil(), reserved.fromLine());
    }

    void discount(long won) {
        discount = won;
    }

    void answered(SagaReply reply) {
        var waiting = Objects.requireNonNull(pending);
        logReply(reply);
        answered = waiting.commandId();
        pending = null;
        dueAt = null;
    }

    /// The order waits for stock. The command stays pending: its last word is not spoken. It is
    /// asked again less and less often for as long as it waits.
    void standInLine(StockAwaited awaited) {
        var waiting = Objects.requireNonNull(pending);
        int attempts = state == SagaState.AWAIT_STOCK ? waiting.attempts() : 1;
        state = SagaState.AWAIT_STOCK;
        pending =
                new Pending(
                        waiting.commandId(), waiting.step(), waiting.direction(), attempts, now);
        dueAt = now.plus(times.patienceAfter(attempts, true));
        logReply(awaited);
        messages.add(saga ->
                new OrderAwaitingStock(
                        saga.orderId(),
                        saga.version(),
                        saga.order().customerId(),
                        awaited.productId(),
                        awaited.name(),
                        awaited.position(),
                        awaited.waitUntil()));
    }

    /// Whether the customer would be left with too little time to pay.
    boolean isTooLate() {
        var lastMoment = lastMomentToAccept();
        return lastMoment != null && now.isAfter(lastMoment);
    }

    /// Only while the saga decides: once the order is accepted its deadline stands, and while it
    /// undoes there is no hurry.
    private @Nullable Instant lastMomentToAccept() {
        if (reservation == null || paymentDueAt != null || ending != null) {
            return null;
        }
        return reservation
                .heldUntil()
                .minus(times.margin())
                .minus(times.windowMin(saga(0).paymentWindow()));
    }

    // Going on.

    void goOnAfter(String stepName) {
        goOn(definition.after(definition.step(stepName), saga(0)));
    }

    void goOnAfter(SagaState rest) {
        goOn(definition.after(rest, saga(0)));
    }

    void goOn(Stage stage) {
        switch (stage) {
            case Stage.Ask(var step) -> {
                reached.add(step.name());
                ask(step, Direction.FORWARD);
            }
            case Stage.Rest rest -> rest(rest);
        }
    }

    private void rest(Stage.Rest rest) {
        state = rest.state();
        pending = null;
        dueAt = null;
        if (state == SagaState.ORDER_COMPLETED) {
            var heldUntil = Objects.requireNonNull(reservation).heldUntil();
            paymentDueAt =
                    earlier(now.plus(saga(0).paymentWindow()), heldUntil.minus(times.margin()));
            // By then the order is paid or timed out, and order-service has said so.
            dueAt = heldUntil.plus(times.margin());
        }
        if (saga(0).isEnded()) {
            // Nothing is left to hold back, and nobody would think of resuming it.
            paused = false;
        }
        tellOutcome();
        log(LogEntry.Kind.OUTCOME);
    }

    /// Tells what this state means for the order.
    void tellOutcome() {
        Function<Saga, OrderOutcome> outcome =
                definition
                        .outcomeAt(state)
                        .orElseThrow(() -> new IllegalStateException(state + " has no outcome"));
        messages.add(outcome::apply);
    }

    // Undoing.

    /// Gives back, one step at a time and the last one first, whatever may have been taken.
    void undo(Ending why) {
        ending = why;
        undoNext();
    }

    void undoNext() {
        if (reached.isEmpty()) {
            rest(definition.undone());
        } else {
            ask(definition.step(reached.getLast()), Direction.COMPENSATE);
        }
    }

    /// There is nothing to undo about a step any more.
    void forget(String step) {
        reached.remove(step);
    }

    // Asking.

    private void ask(Step step, Direction direction) {
        state = step.state(direction);
        int attempts = paused ? 0 : 1;
        pending =
                new Pending(
                        step.commandId(before.orderId(), direction),
                        step.name(),
                        direction,
                        attempts,
                        now);
        if (!paused) {
            send(LogEntry.Kind.COMMAND);
        }
    }

    /// Sends the pending command once more, under the id it has.
    void askAgain() {
        var waiting = Objects.requireNonNull(pending);
        pending =
                new Pending(
                        waiting.commandId(),
                        waiting.step(),
                        waiting.direction(),
                        waiting.attempts() + 1,
                        waiting.since());
        send(waiting.attempts() == 0 ? LogEntry.Kind.COMMAND : LogEntry.Kind.RESENT);
    }

    private void send(LogEntry.Kind kind) {
        var waiting = Objects.requireNonNull(pending);
        var step = definition.step(waiting.step());
        boolean inLine = state == SagaState.AWAIT_STOCK;
        dueAt = now.plus(times.patienceAfter(waiting.attempts(), inLine));
        var lastMoment = lastMomentToAccept();
        if (lastMoment != null) {
            dueAt = earlier(dueAt, lastMoment.plusMillis(1));
        }
        messages.add(saga -> step.message(saga, waiting.direction()));
        log.add(saga ->
                entry(kind, saga.state(), waiting, waiting.attempts(), null, null, null, null));
    }

    /// Nobody said what became of a completed order: its outcome is told again.
    void remind() {
        if (state == SagaState.ORDER_COMPLETED) {
            tellOutcome();
            dueAt = now.plus(times.patienceMax());
        }
    }

    // What others do to it.

    void pause() {
        paused = true;
        dueAt = null;
    }

    void resume() {
        paused = false;
    }

    void orderVersion(long version) {
        orderVersion = version;
    }

    // The log.

    void log(LogEntry.Kind kind) {
        log.add(saga -> entry(kind, saga.state(), null, null, reasonOf(saga), null, null, null));
    }

    void log(OrderEvent event) {
        log.add(saga ->
                entry(
                        LogEntry.Kind.ORDER,
                        saga.state(),
                        null,
                        null,
                        event instanceof OrderCancelRequested request ? request.reason() : null,
                        null,
                        null,
                        event));
    }

    void log(SagaMessage.Ordered order) {
        log.add(saga ->
                entry(
                        LogEntry.Kind.OPERATOR,
                        saga.state(),
                        null,
                        null,
                        order.action() == OperatorAction.CANCEL ? CancelReason.OPERATOR : null,
                        order.action() + ": " + order.reason(),
                        order.actor(),
                        null));
    }

    void logStale(SagaReply reply) {
        log.add(saga ->
                new LogEntry(
                        LogEntry.Kind.STALE_REPLY,
                        saga.state(),
                        null,
                        null,
                        reply.commandId(),
                        null,
                        null,
                        null,
                        null,
                        reply,
                        now));
    }

    private void logReply(SagaReply reply) {
        var waiting = Objects.requireNonNull(pending);
        log.add(saga ->
                entry(
                        LogEntry.Kind.REPLY,
                        saga.state(),
                        waiting,
                        waiting.attempts(),
                        reasonOf(saga),
                        null,
                        null,
                        reply));
    }

    private LogEntry entry(
            LogEntry.Kind kind,
            SagaState stateAfter,
            @Nullable Pending command,
            @Nullable Integer attempt,
            @Nullable CancelReason reason,
            @Nullable String note,
            @Nullable String actor,
            @Nullable Message message) {
        return new LogEntry(
                kind,
                stateAfter,
                command == null ? null : command.step(),
                command == null ? null : command.direction(),
                command == null ? null : command.commandId(),
                attempt,
                reason,
                note,
                actor,
                message,
                now);
    }

    private static @Nullable CancelReason reasonOf(Saga saga) {
        return saga.ending() == null ? null : saga.ending().reason();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Saga saga(long version) {
        return new Saga(
                before.definitionVersion(),
                before.order(),
                state,
                reached,
                pending,
                // While it is paused it is never due, or the timer would find it again and again.
                paused ? null : dueAt,
                answered,
                reservation,
                discount,
                paymentDueAt,
                ending,
                paused,
                orderVersion,
                version);
    }
}
