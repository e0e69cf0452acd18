package com.winemall.order.payment;

import com.winemall.order.payment.PaymentProvider.AlreadyCaptured;
import com.winemall.order.payment.PaymentProvider.Answer;
import com.winemall.order.payment.PaymentProvider.Authorization;
import com.winemall.order.payment.PaymentProvider.Authorized;
import com.winemall.order.payment.PaymentProvider.Declined;
import com.winemall.order.payment.PaymentProvider.Intent;
import com.winemall.order.payment.PaymentProvider.NotCaptured;
import com.winemall.order.payment.PaymentProvider.NotDone;
import com.winemall.order.payment.PaymentProvider.NotKnown;
import com.winemall.order.payment.PaymentProvider.Refunded;
import com.winemall.order.payment.PaymentProvider.Released;
import com.winemall.order.payment.PaymentProvider.Unknown;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Goes on with payments from where they are: asks the provider for what comes next, and has the
/// answer written down. Doing it twice does it once, as the provider knows each call by its key.
@Component
class PaymentWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PaymentWork.class);

    private final PaymentProvider provider;
    private final PaymentSettlement settlement;
    private final PaymentSettings settings;
    private final Clock clock;
    private final Semaphore places;
    private final AtomicInteger underWay = new AtomicInteger();

    private volatile @Nullable ExecutorService workers;

    PaymentWork(
            PaymentProvider provider,
            PaymentSettlement settlement,
            PaymentSettings settings,
            Clock clock) {
        this.provider = provider;
        this.settlement = settlement;
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.workersMax());
    }

    /// Goes on with these in the background. Whatever comes to nothing is due again when its lease
    /// is over.
    void goOn(Collection<Payment> payments) {
        var running = workers;
        if (running != null) {
            underWay.addAndGet(payments.size());
            payments.forEach(payment -> running.execute(() -> goOn(payment)));
        }
    }

    /// How many have been begun and not ended yet.
    int underWay() {
        return underWay.get();
    }

    private void goOn(Payment payment) {
        places.acquireUninterruptibly();
        try {
            settlement.settle(payment, next(payment));
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("orderId", payment.orderId())
                    .setCause(e)
                    .log("payment {} is left until its lease is over", payment.status());
        } finally {
            places.release();
            underWay.decrementAndGet();
        }
    }

    private Answer next(Payment payment) {
        return switch (payment.status()) {
            case AUTHORIZING -> recover(payment);
            case CAPTURING -> provider.capture(payment.charge());
            case RETURNING -> giveBack(payment);
            case FAILED, AUTHORIZED, CAPTURED, RETURNED ->
                    throw new IllegalStateException(
                            payment.orderId() + " has nothing to do in " + payment.status());
        };
    }

    /// Finds out what became of a try to set money aside whose answer is not known.
    Authorization recover(Payment payment) {
        return switch (provider.find(payment.charge())) {
            case Intent intent ->
                    switch (intent.money()) {
                        case AUTHORIZED, CAPTURED -> new Authorized();
                        case RETURNED -> new Declined("the payment was closed");
                        case NONE ->
                                intent.attempt() >= payment.attempt()
                                        ? new Declined("the card was declined")
                                        : tryAgain(payment);
                    };
            case NotKnown _ -> tryAgain(payment);
            case Unknown unknown -> unknown;
        };
    }

    /// Under the same key: should the first call arrive yet, it is the same one. If it arrives even
    /// after a provider that is there has said that it can do nothing now, the money it sets aside
    /// is either what the next try finds, or let go when the order ends.
    private Authorization tryAgain(Payment payment) {
        return clock.instant().isBefore(payment.authorizeUntil())
                ? provider.authorize(payment.charge(), Objects.requireNonNull(payment.token()))
                : new NotDone("the deadline passed before the provider had heard of it");
    }

    private Answer giveBack(Payment payment) {
        return payment.capturedAt() == null ? release(payment) : refund(payment);
    }

    private Answer release(Payment payment) {
        return switch (provider.release(payment.charge())) {
            case Released released -> released;
            case AlreadyCaptured _ -> refundOnly(payment);
            case Unknown unknown -> unknown;
        };
    }

    private Answer refund(Payment payment) {
        return switch (provider.refund(payment.charge())) {
            case Refunded refunded -> refunded;
            case NotCaptured _ -> release(payment);
            case Unknown unknown -> unknown;
        };
    }

    private Answer refundOnly(Payment payment) {
        return switch (provider.refund(payment.charge())) {
            case Refunded refunded -> refunded;
            case NotCaptured _ ->
                    new Unknown("neither to be released nor to be refunded at the moment");
            case Unknown unknown -> unknown;
        };
    }

    @Override
    public void start() {
        workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pay-", 0).factory());
    }

    /// Lets what is under way be written down.
    @Override
    public void stop() {
        var stopped = Objects.requireNonNull(workers);
        workers = null;
        stopped.shutdown();
        try {
            if (!stopped.awaitTermination(settings.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("payments are left under way; their leases free them");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }

    /// Stops before what writes the answers down.
    @Override
    public int getPhase() {
        return settlement.getPhase() + 1;
    }
}
