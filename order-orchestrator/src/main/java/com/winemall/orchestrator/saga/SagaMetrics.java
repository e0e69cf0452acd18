package com.winemall.orchestrator.saga;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What sagas take: how long each step needs, and how orders end.
@Component
class SagaMetrics {

    private final MeterRegistry meters;
    private final Map<String, Times> steps = new ConcurrentHashMap<>();

    SagaMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(Saga before, SagaMessage message, Decision decision, Instant now) {
        if (decision.verdict() == Decision.Verdict.STALE
                && message instanceof SagaMessage.Replied) {
            meters.counter("winemall.saga.stale.replies").increment();
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
            meters.counter(
                            "winemall.saga.ended",
                            "state",
                            after.state().name(),
                            "reason",
                            ending == null ? "none" : ending.reason().name())
                    .increment();
        }
    }

    /// How long a step took lately, if any was seen.
    Optional<LatestTimes.Usual> usual(String step, Direction direction) {
        return times(step, direction).latest().usual();
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
