package com.winemall.order.payment.http;

import com.winemall.contracts.OrderId;
import com.winemall.order.payment.Charge;
import com.winemall.order.payment.PaymentProvider;
import com.winemall.order.payment.PaymentToken;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a time limit, a circuit breaker and a bulkhead around a provider, so that its bad day is
/// not ours. What they refuse was not sent; what they give up waiting for may have happened.
final class ResilientProvider implements PaymentProvider, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ResilientProvider.class);
    private static final String NAME = "payment-provider";

    private final PaymentProvider provider;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final TimeLimiter timeLimiter;
    private final ExecutorService calls =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("provider-", 0).factory());

    ResilientProvider(PaymentProvider provider, ProviderSettings settings, MeterRegistry meters) {
        this.provider = provider;
        this.bulkhead =
                Bulkhead.of(
                        NAME,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(settings.callsMax())
                                .maxWaitDuration(settings.placePatience())
                                .writableStackTraceEnabled(false)
                                .build());
        this.breaker = CircuitBreaker.of(NAME, config(settings.breaker()));
        this.timeLimiter =
                TimeLimiter.of(
                        NAME,
                        TimeLimiterConfig.custom().timeoutDuration(settings.timeLimit()).build());
        breaker.getEventPublisher()
                .onStateTransition(change ->
                        log.warn("the payment provider: {}", change.getStateTransition()));
        Gauge.builder(
                        "winemall.payment.provider.open",
                        breaker,
                        it -> it.getState() == State.OPEN ? 1 : 0)
                .description("1 while the payment provider is left alone")
                .register(meters);
    }

    /// A no to a card is an answer; no answer, or none that says anything, counts against it.
    private static CircuitBreakerConfig config(ProviderSettings.Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failures())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .recordResult(answer -> answer instanceof Unknown || answer instanceof NotDone)
                .writableStackTraceEnabled(false)
                .build();
    }

    @Override
    public Authorization authorize(Charge charge, PaymentToken token) {
        return guarded(() -> provider.authorize(charge, token), NotDone::new, Unknown::new);
    }

    @Override
    public Capture capture(Charge charge) {
        return guarded(() -> provider.capture(charge), Unknown::new, Unknown::new);
    }

    @Override
    public Release release(Charge charge) {
        return guarded(() -> provider.release(charge), Unknown::new, Unknown::new);
    }

    @Override
    public Refund refund(Charge charge) {
        return guarded(() -> provider.refund(charge), Unknown::new, Unknown::new);
    }

    @Override
    public Found find(Charge charge) {
        return guarded(() -> provider.find(charge), Unknown::new, Unknown::new);
    }

    @Override
    public List<LedgerEntry> ledger(OrderId after, int max) {
        return provider.ledger(after, max);
    }

    @Override
    public void close() {
        calls.close();
    }

    private <A> A guarded(
            Supplier<A> call,
            Function<String, ? extends A> notSent,
            Function<String, ? extends A> noAnswer) {
        Callable<A> limited =
                () -> timeLimiter.executeFutureSupplier(() -> calls.submit(call::get));
        try {
            return bulkhead.executeCallable(() -> breaker.executeCallable(limited));
        } catch (CallNotPermittedException _) {
            return notSent.apply("it is left alone for a moment");
        } catch (BulkheadFullException _) {
            return notSent.apply("too many calls at once");
        } catch (TimeoutException _) {
            return noAnswer.apply("no answer in time");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a call of the payment provider failed", e);
        }
    }
}
