package com.winemall.order.live;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads orders for all pages of this instance, on one thread and one connection: what a crowd
/// wants to know at the same moment is asked for together, and a crowd that comes back at once does
/// not take the database from those who order.
final class OrderReader {

    private static final Logger log = LoggerFactory.getLogger(OrderReader.class);

    private final OrderStates states;
    private final LiveSettings settings;
    private final LiveMeters meters;
    private final Clock clock;
    private final Readers readers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Set<CustomerId> customers = new LinkedHashSet<>();
    private final Set<OrderId> orders = new LinkedHashSet<>();
    private boolean stopped;

    private volatile @Nullable Thread thread;

    OrderReader(
            OrderStates states,
            LiveSettings settings,
            LiveMeters meters,
            Clock clock,
            Readers readers) {
        this.states = states;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.readers = readers;
    }

    void want(OrderId order) {
        add(orders, List.of(order));
    }

    /// Asks for how things stand for these customers.
    void wantAll(Collection<CustomerId> of) {
        add(customers, of);
    }

    private <T> void add(Set<T> wishes, Collection<T> more) {
        lock.lock();
        try {
            wishes.addAll(more);
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    void start() {
        lock.lock();
        try {
            stopped = false;
        } finally {
            lock.unlock();
        }
        thread = Thread.ofVirtual().name("live-reader").start(this::readOn);
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isRunning() {
        var reading = thread;
        return reading != null && reading.isAlive();
    }

    private void readOn() {
        try {
            for (var batch = take(); batch != null; batch = take()) {
                read(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return nothing once there is nothing to do any more
    private @Nullable Batch take() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && customers.isEmpty() && orders.isEmpty()) {
                wanted.await();
            }
            return stopped ? null : new Batch(takeSome(customers), takeSome(orders));
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> takeSome(Set<T> wishes) {
        List<T> some = new ArrayList<>();
        for (Iterator<T> all = wishes.iterator();
                all.hasNext() && some.size() < settings.readBatchMax(); ) {
            some.add(all.next());
            all.remove();
        }
        return some;
    }

    private void read(Batch batch) throws InterruptedException {
        try {
            readCurrent(batch.customers());
            readChanged(batch.orders());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("orders that pages wait for cannot be read");
            add(customers, batch.customers());
            add(orders, batch.orders());
            pause();
        }
    }

    private void readCurrent(List<CustomerId> of) {
        if (of.isEmpty()) {
            return;
        }
        meters.read();
        var since = clock.instant().minus(settings.recent());
        var found =
                states.current(of, since, settings.snapshotMax()).stream()
                        .collect(Collectors.groupingBy(OrderState::customerId));
        of.forEach(customer -> readers.current(customer, found.getOrDefault(customer, List.of())));
    }

    private void readChanged(List<OrderId> ids) {
        if (!ids.isEmpty()) {
            meters.read();
            states.find(ids).forEach(readers::changed);
        }
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long nanos = settings.readRetry().toNanos();
            while (!stopped && nanos > 0) {
                nanos = wanted.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private record Batch(List<CustomerId> customers, List<OrderId> orders) {}

    /// Who gets to read what was found.
    interface Readers {

        void current(CustomerId customer, List<OrderState> orders);

        void changed(OrderState order);
    }
}
