package com.winemall.product.replenishment.http;

import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.Factory;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts retries, a bulkhead, a circuit breaker and a time limit around the factory, from the
/// outside in. Each call is a new one for the bulkhead and the breaker; what they hold back is not
/// tried again here but later.
final class ResilientFactory implements Factory, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ResilientFactory.class);
    static final String NO_ANSWER = "no answer in time";
    private static final String NAME = "factory";

    private final HttpFactory factory;
    private final Retry retry;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final TimeLimiter timeLimiter;
    private final ExecutorService calls =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("factory-", 0).factory());

    ResilientFactory(HttpFactory factory, FactorySettings settings, MeterRegistry meters) {
        this.factory = factory;
        this.retry = Retry.of(NAME, retries(settings));
        this.bulkhead =
                Bulkhead.of(
                        NAME,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(settings.callsMax())
                                .maxWaitDuration(settings.placePatience())
                                .writableStackTraceEnabled(false)
                                .build());
        this.breaker = CircuitBreaker.of(NAME, breaker(settings.breaker()));
        this.timeLimiter =
                TimeLimiter.of(
                        NAME,
                        TimeLimiterConfig.custom().timeoutDuration(settings.timeLimit()).build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> log.warn("the factory: {}", change.getStateTransition()));
        Gauge.builder("winemall.factory.open", breaker, it -> it.getState() == State.OPEN ? 1 : 0)
                .description("1 while the factory is left alone")
                .register(meters);
    }

    private static RetryConfig retries(FactorySettings settings) {
        return RetryConfig.<Answer>custom()
                .maxAttempts(settings.callsPerTry())
                .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(
                                settings.pause(), 2, 0.5, settings.pauseMax()))
                .retryOnResult(answer -> answer instanceof Failed)
                .retryOnException(_ -> false)
                .build();
    }

    private static CircuitBreakerConfig breaker(FactorySettings.Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failures())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .recordResult(answer -> answer instanceof Failed)
                .writableStackTraceEnabled(false)
                .build();
    }

    @Override
    public Ordering order(RequestReplenishment request) {
        var made = new AtomicInteger();
        var answer = retry.executeSupplier(() -> guarded(request, made));
        return new Ordering(answer, made.get());
    }

    /// Calls under way are cut off: they will be made again, and nobody waits for ten seconds.
    @Override
    public void close() {
        calls.shutdownNow();
    }

    private Answer guarded(RequestReplenishment request, AtomicInteger made) {
        Callable<Answer> limited =
                () ->
                        timeLimiter.executeFutureSupplier(() -> {
                            made.incrementAndGet();
                            return calls.submit(() -> factory.order(request));
                        });
        try {
            return bulkhead.executeCallable(() -> breaker.executeCallable(limited));
        } catch (CallNotPermittedException _) {
            return new NotAsked("it is left alone for a moment");
        } catch (BulkheadFullException _) {
            return new NotAsked("too many calls at once");
        } catch (TimeoutException _) {
            return new Failed(NO_ANSWER);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a call of the factory failed", e);
        }
    }
}
