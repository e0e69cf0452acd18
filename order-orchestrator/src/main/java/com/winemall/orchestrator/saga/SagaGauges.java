package com.winemall.orchestrator.saga;

import com.winemall.orchestrator.saga.SagaBooks.Group;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many sagas are open, since when, and which of them are stuck, for whoever watches from
/// outside. Every instance counts the same rows and says the same.
@Component
class SagaGauges {

    private final SagaBooks books;
    private final Clock clock;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge stuck;

    SagaGauges(SagaBooks books, Clock clock, MeterRegistry meters) {
        this.books = books;
        this.clock = clock;
        this.open =
                MultiGauge.builder("winemall.sagas.open")
                        .description("sagas that have not ended, by state")
                        .register(meters);
        this.oldest =
                MultiGauge.builder("winemall.sagas.oldest.age")
                        .description("since the oldest open saga of a state was started")
                        .baseUnit("seconds")
                        .register(meters);
        this.stuck =
                MultiGauge.builder("winemall.sagas.stuck")
                        .description("sagas that do not move, by whom they wait for")
                        .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.saga.census.interval:15s}")
    void count() {
        var now = clock.instant();
        var groups = books.openSagas(now);
        open.register(byState(groups, Group::sagas, Double::sum), true);
        oldest.register(byState(groups, group -> seconds(group.oldest(), now), Math::max), true);
        Map<WaitingFor, Long> waiting = new EnumMap<>(WaitingFor.class);
        for (var group : groups) {
            waiting.merge(waitingFor(group), group.stuck(), Long::sum);
        }
        stuck.register(
                Arrays.stream(WaitingFor.values())
                        .<Row<?>>map(whom ->
                                Row.of(
                                        Tags.of("reason", whom.name()),
                                        waiting.getOrDefault(whom, 0L)))
                        .toList(),
                true);
    }

    /// States nothing is in are shown, too: an alarm that is over has to be seen to be over.
    private static List<Row<?>> byState(
            List<Group> groups, ToDoubleFunction<Group> value, BinaryOperator<Double> together) {
        Map<SagaState, Double> values = new EnumMap<>(SagaState.class);
        for (var state : SagaState.values()) {
            if (state != SagaState.ORDER_PAID && state != SagaState.ORDER_CANCELED) {
                values.put(state, 0.0);
            }
        }
        for (var group : groups) {
            values.merge(group.state(), value.applyAsDouble(group), together);
        }
        return values.entrySet().stream()
                .<Row<?>>map(
                        entry -> Row.of(Tags.of("state", entry.getKey().name()), entry.getValue()))
                .toList();
    }

    private static double seconds(Instant since, Instant now) {
        return Duration.between(since, now).toMillis() / 1000.0;
    }

    private static WaitingFor waitingFor(Group group) {
        if (group.paused()) {
            return WaitingFor.PAUSED;
        }
        return switch (group.state()) {
            case ORDER_PENDING,
                    CHECK_STOCK,
                    AWAIT_STOCK,
                    COMMIT_STOCK,
                    ROLLBACK_COMMIT,
                    ROLLBACK_STOCK ->
                    WaitingFor.PRODUCT_SERVICE;
            case APPLY_COUPON, ROLLBACK_COUPON -> WaitingFor.COUPON_SERVICE;
            case ORDER_COMPLETED, ORDER_PAID, ORDER_CANCELED -> WaitingFor.ORDER_SERVICE;
        };
    }

    /// Whom a saga that does not move waits for.
    private enum WaitingFor {
        PRODUCT_SERVICE,
        COUPON_SERVICE,
        ORDER_SERVICE,
        PAUSED
    }
}
