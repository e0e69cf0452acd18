package com.winemall.gateway.limits;

import com.winemall.gateway.limits.LimitSettings.Bucket;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Token buckets, one for every person and one for every address, taken from together in one
/// question to Redis. Limits protect the shop and are no part of it: when Redis is away, or slow,
/// calls go on without them.
@Component
public class RequestLimits {

    private static final Logger log = LoggerFactory.getLogger(RequestLimits.class);

    private final RedisBuckets buckets;
    private final Map<Kind, Costs> costs = new EnumMap<>(Kind.class);
    private final CircuitBreaker redis;
    private final Counter skipped;

    RequestLimits(RedisBuckets buckets, LimitSettings settings, MeterRegistry meters) {
        this.buckets = buckets;
        for (var kind : Kind.values()) {
            costs.put(kind, Costs.of(settings.pace(kind)));
        }
        this.redis = CircuitBreaker.of("limits", breaker(settings.outage()));
        this.skipped =
                Counter.builder("winemall.limits.skipped")
                        .description("Requests that went on without limits, Redis being away")
                        .register(meters);
        redis.getEventPublisher()
                .onStateTransition(change -> {
                    switch (change.getStateTransition().getToState()) {
                        case OPEN -> log.warn("Redis does not answer: calls go on without limits");
                        case CLOSED -> log.info("Redis answers again: calls are limited");
                        case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> {}
                    }
                });
    }

    /// Takes one token from the caller's buckets, if there is one in each.
    ///
    /// @param person whose bucket is asked as well, if anybody is logged in
    /// @return how long to wait before asking again; nothing, if the call may go on
    public Mono<Duration> take(Kind kind, @Nullable String person, InetAddress address) {
        var cost = Objects.requireNonNull(costs.get(kind));
        var addressKey = key("a", kind, ClientAddresses.bucket(address));
        var question =
                person == null
                        ? buckets.take(List.of(addressKey), cost.address())
                        : buckets.take(List.of(addressKey, key("p", kind, person)), cost.both());
        return question.transform(CircuitBreakerOperator.of(redis))
                .onErrorResume(_ -> skip())
                .filter(micros -> micros > 0)
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    private Mono<Long> skip() {
        skipped.increment();
        return Mono.empty();
    }

    /// One script touches both buckets, so they have to live together in a cluster.
    private static String key(String whose, Kind kind, String id) {
        return "{limits}:" + whose + ":" + kind.mark() + ":" + id;
    }

    private static CircuitBreakerConfig breaker(LimitSettings.Outage outage) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(outage.calls())
                .minimumNumberOfCalls(outage.calls())
                .failureRateThreshold(outage.failures())
                .waitDurationInOpenState(outage.pause())
                .permittedNumberOfCallsInHalfOpenState(outage.probes())
                .writableStackTraceEnabled(false)
                .build();
    }

    /// What the script is told about an address's bucket, and about an address's and a person's.
    private record Costs(List<String> address, List<String> both) {

        static Costs of(LimitSettings.Pace pace) {
            var address = words(pace.address());
            var both = new ArrayList<>(address);
            both.addAll(words(pace.person()));
            return new Costs(address, List.copyOf(both));
        }

        private static List<String> words(Bucket bucket) {
            long interval = Math.max(1, Math.round(1_000_000 / bucket.rate()));
            return List.of(Long.toString(interval), Integer.toString(bucket.burst()));
        }
    }
}
