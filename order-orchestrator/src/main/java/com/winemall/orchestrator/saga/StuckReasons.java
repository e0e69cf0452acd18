package com.winemall.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says of a saga that does not move whom it waits for, how long, what is usual, and whether those
/// it waits for are behind with their commands or not there at all.
@Component
public class StuckReasons {

    private final Decider decider;
    private final SagaTimes times;
    private final SagaMetrics metrics;
    private final Backlogs backlogs;

    StuckReasons(Decider decider, SagaTimes times, SagaMetrics metrics, Backlogs backlogs) {
        this.decider = decider;
        this.times = times;
        this.metrics = metrics;
        this.backlogs = backlogs;
    }

    /// @return null if it moves, or waits for what takes its time
    public @Nullable String reason(Saga saga, Instant now) {
        if (saga.paused()) {
            return "paused by an operator";
        }
        var pending = saga.pending();
        if (pending != null && saga.state() == SagaState.AWAIT_STOCK) {
            return inLine(saga, pending, now);
        }
        if (pending != null && pending.attempts() > 1) {
            return waitingFor(saga, pending, now);
        }
        var paymentDueAt = saga.paymentDueAt();
        if (saga.state() == SagaState.ORDER_COMPLETED
                && paymentDueAt != null
                && now.isAfter(paymentDueAt.plus(times.margin()))) {
            return "waiting for order-service to say whether it was paid by " + paymentDueAt;
        }
        return null;
    }

    /// To stand in line for days and be asked about often is what the line is for. It is stuck only
    /// if nobody answers.
    private @Nullable String inLine(Saga saga, Saga.Pending pending, Instant now) {
        if (!now.isAfter(pending.since().plus(times.silenceInLineMax()))) {
            return null;
        }
        var step = step(saga, pending);
        return "waiting for %s to say where in line it stands, silent for %d s%s; needs help"
                .formatted(
                        step.participant(),
                        Duration.between(pending.since(), now).toSeconds(),
                        behind(step, saga, pending));
    }

    private String waitingFor(Saga saga, Saga.Pending pending, Instant now) {
        var step = step(saga, pending);
        var usual =
                metrics.usual(step.name(), pending.direction())
                        .map(it ->
                                ", usually %d ms and hardly ever more than %d ms"
                                        .formatted(it.median().toMillis(), it.slow().toMillis()))
                        .orElse("");
        var help = pending.attempts() >= times.helpAfterAttempts() ? "; needs help" : "";
        return "waiting for %s to %s %s for %d s%s, asked %d times%s%s"
                .formatted(
                        step.participant(),
                        pending.direction() == Direction.FORWARD ? "do" : "undo",
                        step.name(),
                        Duration.between(pending.since(), now).toSeconds(),
                        usual,
                        pending.attempts(),
                        behind(step, saga, pending),
                        help);
    }

    /// Nothing if that is not why it waits.
    private String behind(Step step, Saga saga, Saga.Pending pending) {
        var command = SagaOutgoing.of(step.message(saga, pending.direction()));
        return switch (backlogs.of(step.participant(), command.topic())) {
            case Backlog.Known(var commands, var listening) when !listening ->
                    "; nobody of it listens, %d commands wait".formatted(commands);
            case Backlog.Known(var commands, _) ->
                    commands == 0 ? "" : "; it is %d commands behind".formatted(commands);
            case Backlog.Unknown(var why) -> "; how far it is behind is not known: " + why;
        };
    }

    private Step step(Saga saga, Saga.Pending pending) {
        return decider.definitionOf(saga).step(pending.step());
    }
}
