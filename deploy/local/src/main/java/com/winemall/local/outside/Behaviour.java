package com.winemall.local.outside;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How a part of the outside world treats its callers. It can be changed at any moment, so that
/// retries, circuit breakers and time limits have something to prove themselves on.
final class Behaviour implements AutoCloseable {

    private static final Duration DELAY_MAX = Duration.ofMinutes(5);

    /// @param delay before every answer that is not refused at once
    /// @param failureRate the share of requests that fail after the delay, having done nothing
    /// @param down whether every request is refused at once as if nobody were there
    /// @param throttle whether every request is refused at once as one too many
    /// @param failNext so many requests fail next, whatever the rate
    record Settings(
            Duration delay, double failureRate, boolean down, boolean throttle, int failNext) {

        private Settings afterOne() {
            return failNext == 0 || down || throttle
                    ? this
                    : new Settings(delay, failureRate, down, throttle, failNext - 1);
        }
    }

    /// What becomes of one request.
    enum Treatment {
        SERVED,
        FAILED,
        THROTTLED,
        DOWN
    }

    private final AtomicReference<Settings> settings;
    private final CountDownLatch closed = new CountDownLatch(1);

    Behaviour(Settings settings) {
        this.settings = new AtomicReference<>(settings);
    }

    /// Decides about one request, and takes the time the answer is to take. The settings are those
    /// of the moment it came.
    Treatment treat() {
        var now = settings.getAndUpdate(Settings::afterOne);
        if (now.down()) {
            return Treatment.DOWN;
        }
        if (now.throttle()) {
            return Treatment.THROTTLED;
        }
        if (now.delay().isPositive()) {
            pause(now.delay());
        }
        return now.failNext() > 0 || ThreadLocalRandom.current().nextDouble() < now.failureRate()
                ? Treatment.FAILED
                : Treatment.SERVED;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/behaviour", _ -> Answer.json(200, settings.get()));
        routes.on("PUT", "/behaviour", request -> change(request.body(Change.class)));
    }

    /// Delays end now, and there are none any more.
    @Override
    public void close() {
        closed.countDown();
    }

    private Answer change(Change change) {
        var errors = change.errors();
        if (!errors.isEmpty()) {
            throw new Refused(Problem.INVALID_REQUEST.answer(errors));
        }
        return Answer.json(200, settings.updateAndGet(change::appliedTo));
    }

    /// Returns after that time, or as soon as this is closed.
    void pause(Duration length) {
        try {
            closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// New settings; what is left out stays as it is.
    record Change(
            @Nullable Duration delay,
            @Nullable Double failureRate,
            @Nullable Boolean down,
            @Nullable Boolean throttle,
            @Nullable Integer failNext) {

        List<InvalidField> errors() {
            List<InvalidField> errors = new ArrayList<>();
            if (delay != null && (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0)) {
                errors.add(new InvalidField("delay", "must be from PT0S to " + DELAY_MAX));
            }
            if (failureRate != null && !(failureRate >= 0 && failureRate <= 1)) {
                errors.add(new InvalidField("failureRate", "must be from 0 to 1"));
            }
            if (failNext != null && failNext < 0) {
                errors.add(new InvalidField("failNext", "must not be negative"));
            }
            return errors;
        }

        Settings appliedTo(Settings old) {
            return new Settings(
                    delay == null ? old.delay() : delay,
                    failureRate == null ? old.failureRate() : failureRate,
                    down == null ? old.down() : down,
                    throttle == null ? old.throttle() : throttle,
                    failNext == null ? old.failNext() : failNext);
        }
    }
}
