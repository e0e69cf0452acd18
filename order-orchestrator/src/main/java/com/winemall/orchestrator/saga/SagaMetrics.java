package com.winemall.orchestrator.saga;

import com.winemall.contracts.CancelReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What sagas take: how long each step needs, and how orders end.
@Component
class SagaMetrics {

    private final MeterRegistry meters;
    private final Counter staleReplies;
    private final Map<String, Times> steps = new ConcurrentHashMap<>();

    SagaMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.staleReplies = meters.counter("winemall.saga.stale.replies");
        // An alert counts increases: what is first seen at 1 would not be one.
        ended(SagaState.ORDER_PAID, null);
        for (var reason : CancelReason.values()) {
            ended(SagaState.ORDER_CANCELED, reason);
        }
    }

    void record(Saga before, SagaMessage message, Decision decision, Instant now) {
        if (decision.verdict() == Decision.Verdict.STALE
                && message instanceof SagaMessage.Replied) {
            staleReplies.increment();
        }
        if (!decision.changed()) {
            return;
        }
        var pending = before.pending();
        if (pending != null && message instanceof SagaMessage.Replied) {
            var times = times(pending.step(), pending.direction());
            var took = Duration.between(pending.since(), now);
            times.timer().record(took);
            times.latest().add(took);
        }
        var after = decision.saga();
        if (after.state() != before.state() && after.isEnded()) {
            var ending = after.ending();
            ended(after.state(), ending == null ? null : ending.reason()).increment();
        }
    }

    /// How long a step took lately, if any was seen.
    Optional<LatestTimes.Usual> usual(String step, Direction direction) {
        return times(step, direction).latest().usual();
    }

    private Counter ended(SagaState state, @Nullable CancelReason reason) {
        return meters.counter(
                "winemall.saga.ended",
                "state",
                state.name(),
                "reason",
                reason == null ? "none" : reason.name());
    }

    private Times times(String step, Direction direction) {
        return steps.computeIfAbsent(
                step + "/" + direction,
                _ ->
                        new Times(
                                Timer.builder("winemall.saga.step")
                                        .description("from the first asking to the answer")
                                        .tag("step", step)
                                        .tag("direction", direction.name())
                                        .register(meters),
                                new LatestTimes()));
    }

    /// @param timer for whoever watches from outside
    /// @param latest for operators
    private record Times(Timer timer, LatestTimes latest) {}
}
