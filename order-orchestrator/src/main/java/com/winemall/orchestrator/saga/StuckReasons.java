package com.winemall.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says of a saga that does not move whom it waits for, how long, and what is usual.
@Component
public class StuckReasons {

    private final Decider decider;
    private final SagaTimes times;
    private final SagaMetrics metrics;

    StuckReasons(Decider decider, SagaTimes times, SagaMetrics metrics) {
        this.decider = decider;
        this.times = times;
        this.metrics = metrics;
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
        return "waiting for %s to say where in line it stands, silent for %d s; needs help"
                .formatted(
                        decider.definitionOf(saga).step(pending.step()).participant(),
                        Duration.between(pending.since(), now).toSeconds());
    }

    private String waitingFor(Saga saga, Saga.Pending pending, Instant now) {
        var step = decider.definitionOf(saga).step(pending.step());
        var usual =
                metrics.usual(step.name(), pending.direction())
                        .map(duration -> ", usually " + duration.toMillis() + " ms")
                        .orElse("");
        var help = pending.attempts() >= times.helpAfterAttempts() ? "; needs help" : "";
        return "waiting for %s to %s %s for %d s%s, asked %d times%s"
                .formatted(
                        step.participant(),
                        pending.direction() == Direction.FORWARD ? "do" : "undo",
                        step.name(),
                        Duration.between(pending.since(), now).toSeconds(),
                        usual,
                        pending.attempts(),
                        help);
    }
}
