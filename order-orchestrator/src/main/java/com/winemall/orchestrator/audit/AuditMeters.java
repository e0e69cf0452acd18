package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.AuditBook.Findings;
import com.winemall.starter.audit.Check;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the last audit found, for whoever watches from outside: a gauge for each invariant, under
/// its own sentence, and how old the finding is.
@Component
class AuditMeters {

    static final String HOLDS = "winemall.audit.holds";
    static final String AGE = "winemall.audit.age";

    private final MultiGauge holds;
    private final Clock clock;
    private volatile @Nullable Instant ranAt;

    AuditMeters(MeterRegistry meters, Clock clock) {
        this.holds =
                MultiGauge.builder(HOLDS)
                        .description("1 if it held in the last audit, 0 if not")
                        .register(meters);
        this.clock = clock;
        TimeGauge.builder(AGE, this, TimeUnit.MILLISECONDS, AuditMeters::ageMillis)
                .description("since the last audit")
                .register(meters);
    }

    void show(Findings findings) {
        ranAt = findings.ranAt();
        Map<String, Boolean> byName =
                findings.checks().stream()
                        .collect(
                                Collectors.toMap(
                                        Check::name, Check::holds, (one, other) -> one && other));
        holds.register(
                byName.entrySet().stream()
                        .<Row<?>>map(check ->
                                Row.of(Tags.of("name", check.getKey()), check.getValue() ? 1 : 0))
                        .toList(),
                true);
    }

    private double ageMillis() {
        var since = ranAt;
        return since == null ? Double.NaN : Duration.between(since, clock.instant()).toMillis();
    }
}
