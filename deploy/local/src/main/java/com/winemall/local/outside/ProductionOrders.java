package com.winemall.local.outside;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// The orders the factory has taken, each under the key it came with, and how much of them was
/// brought. An order has a line for each time it changed, of which the newest counts; the oldest
/// lines are forgotten, with their keys.
final class ProductionOrders implements AutoCloseable {

    static final int ORDERS_MAX = 10_000;

    /// What became of an order that was handed in.
    sealed interface Acceptance {

        /// It was taken, now or when it came with this key before.
        record Accepted(ProductionOrder order) implements Acceptance {}

        /// The key belongs to an order for something else.
        record KeyReused() implements Acceptance {}
    }

    private record Kept(String key, ProductionOrder order) {

        Kept {
            requireNonNull(key);
            requireNonNull(order);
        }

        Acceptance answerTo(ProductionOrder again) {
            return order.productId().equals(again.productId())
                            && order.quantity() == again.quantity()
                            && Objects.equals(order.reference(), again.reference())
                    ? new Acceptance.Accepted(order)
                    : new Acceptance.KeyReused();
        }
    }

    private final Journal<Kept> journal;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    private ProductionOrders(Journal<Kept> journal) {
        this.journal = journal;
    }

    static ProductionOrders open(Path file) {
        var reader = Json.tolerant(Kept.class);
        return new ProductionOrders(Journal.open(file, ORDERS_MAX, reader::readValue));
    }

    Acceptance accept(String key, ProductionOrder order) {
        oneAtATime.lock();
        try {
            var before = kept().stream().filter(kept -> kept.key().equals(key)).findFirst();
            if (before.isPresent()) {
                return before.get().answerTo(order);
            }
            var kept = new Kept(key, order);
            journal.append(kept, Json.written(kept));
            return new Acceptance.Accepted(order);
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Writes down how much of an order was brought.
    ProductionOrder delivered(UUID id, int upTo) {
        oneAtATime.lock();
        try {
            var before =
                    kept().stream()
                            .filter(kept -> kept.order().id().equals(id))
                            .findFirst()
                            .orElseThrow();
            var kept = new Kept(before.key(), before.order().deliveredUpTo(upTo));
            journal.append(kept, Json.written(kept));
            return kept.order();
        } finally {
            oneAtATime.unlock();
        }
    }

    List<ProductionOrder> newestFirst() {
        Map<UUID, ProductionOrder> newest = new LinkedHashMap<>();
        kept().forEach(kept -> newest.putIfAbsent(kept.order().id(), kept.order()));
        return newest.values().stream()
                .sorted(Comparator.comparing(ProductionOrder::acceptedAt).reversed())
                .toList();
    }

    Optional<ProductionOrder> find(UUID id) {
        return newestFirst().stream().filter(order -> order.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        journal.close();
    }

    private List<Kept> kept() {
        return journal.newestFirst().stream().map(Journal.Entry::head).toList();
    }
}
