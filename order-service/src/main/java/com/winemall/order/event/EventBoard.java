package com.winemall.order.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.winemall.contracts.EventId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// What this instance knows of sale events: a crowd at the door asks the database for the event
/// once, not once each. Whoever changes an event says so to all instances; should that not be
/// heard, what is known is out of date for a moment only.
@Component
public class EventBoard {

    private static final int EVENTS_MAX = 10_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final SaleEvents events;
    private final Cache<EventId, Optional<SaleEvent>> known =
            Caffeine.newBuilder().maximumSize(EVENTS_MAX).expireAfterWrite(REMEMBERED).build();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    EventBoard(SaleEvents events) {
        this.events = events;
    }

    public Optional<SaleEvent> find(EventId id) {
        return known.get(id, events::find);
    }

    /// An event has changed, here or elsewhere.
    public void changed(EventId id) {
        known.invalidate(id);
        wake();
    }

    /// Changes may have gone unheard.
    public void lookAgain() {
        known.invalidateAll();
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until an event is as wanted.
    ///
    /// @return the event as it is then, or when the time is over
    SaleEvent await(EventId id, Predicate<SaleEvent> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = seen();
            var event = events.find(id).orElseThrow();
            long left = deadline - System.nanoTime();
            if (wanted.test(event) || left <= 0 || !waitForChange(seen, left)) {
                return event;
            }
        }
    }

    private long seen() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /// @return whether there is any point in looking again
    private boolean waitForChange(long seen, long nanosMax) {
        lock.lock();
        try {
            long nanos = Math.min(nanosMax, LOOK.toNanos());
            while (changes == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
