package com.winemall.order.ordering;

import com.winemall.contracts.OrderId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Requests of this instance that wait for something to happen to an order.
@Component
public class OrderWatchers implements OrderChangeListener {

    private final Orders orders;
    private final Map<OrderId, Set<Watch>> watched = new ConcurrentHashMap<>();

    OrderWatchers(Orders orders) {
        this.orders = orders;
    }

    /// Starts watching until the saga has decided. To miss nothing, watch before the order is
    /// placed.
    public Watch watch(OrderId id) {
        return watch(id, order -> order.status() != OrderStatus.PENDING);
    }

    /// Starts watching for something that is to become true of an order later than now. News from
    /// before may still be on its way to those who watch.
    ///
    /// @param now the order as it is
    public Watch watch(Order now, Predicate<Order> awaited) {
        return watch(now.id(), order -> order.version() > now.version() && awaited.test(order));
    }

    private Watch watch(OrderId id, Predicate<Order> awaited) {
        var watch = new Watch(id, awaited);
        watched.compute(
                id,
                (_, others) -> {
                    Set<Watch> all = others == null ? new HashSet<>() : others;
                    all.add(watch);
                    return all;
                });
        return watch;
    }

    @Override
    public void tell(Order order) {
        watched.computeIfPresent(
                order.id(),
                (_, watches) -> {
                    watches.forEach(watch -> watch.see(order));
                    return watches;
                });
    }

    @Override
    public void tellStored(OrderChange change) {
        lookAt(change.id());
    }

    private void lookAt(OrderId id) {
        if (watched.containsKey(id)) {
            orders.find(id).ifPresent(this::tell);
        }
    }

    /// Looks at every order that is watched.
    @Override
    public void lookAgain() {
        watched.keySet().forEach(this::lookAt);
    }

    /// One request's watch; over when closed.
    public final class Watch implements AutoCloseable {

        private final OrderId id;
        private final Predicate<Order> awaited;
        private final CompletableFuture<Order> future = new CompletableFuture<>();

        private Watch(OrderId id, Predicate<Order> awaited) {
            this.id = id;
            this.awaited = awaited;
        }

        private void see(Order order) {
            if (awaited.test(order)) {
                future.complete(order);
            }
        }

        /// Waits until what is awaited is true.
        ///
        /// @param otherwise the order as it is known, should the time be over first
        public Order await(Duration atMost, Order otherwise) {
            try {
                return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                return otherwise;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a watch does not fail", e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return otherwise;
            }
        }

        @Override
        public void close() {
            watched.computeIfPresent(
                    id,
                    (_, watches) -> {
                        watches.remove(this);
                        return watches.isEmpty() ? null : watches;
                    });
        }
    }
}
