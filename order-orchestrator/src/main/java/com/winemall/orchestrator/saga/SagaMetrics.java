package com.winemall.orchestrator.saga;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// What sagas take: how long each step needs, and how orders end.
@Component
class SagaMetrics {

    private final MeterRegistry meters;
    private final Map<String, Timer> steps = new ConcurrentHashMap<>();

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
            timer(pending.step(), pending.direction())
                    .record(Duration.between(pending.since(), now));
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

    /// How long a step usually takes, if any was seen.
    Optional<Duration> usual(String step, Direction direction) {
        var timer = timer(step, direction);
        return timer.count() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(timer.mean(TimeUnit.MILLISECONDS))));
    }

    private Timer timer(String step, Direction direction) {
        return steps.computeIfAbsent(
                step + "/" + direction,
                _ ->
                        Timer.builder("winemall.saga.step")
                                .description("from the first asking to the answer")
                                .tag("step", step)
                                .tag("direction", direction.name())
                                .register(meters));
    }
}
