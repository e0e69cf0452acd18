package com.winemall.product.stock;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.reply.StockReply;
import com.winemall.product.stock.Hold.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Shelves and holds as a database would keep them between transactions, in memory.
final class RememberedStocks {

    static final String NAME = "A wine";
    static final long PRICE = 30_000;

    private final Map<ProductId, Shelf> shelves = new LinkedHashMap<>();
    private final Map<OrderId, Map<ProductId, Hold>> holds = new HashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<StockReply> announcements = new ArrayList<>();
    private final List<ProductEvent> news = new ArrayList<>();

    void put(ProductId wine, int onHand) {
        shelves.put(wine, new Shelf(wine, NAME, PRICE, onHand, 0, 0, 0, 0, null));
    }

    Shelf shelf(ProductId wine) {
        return shelves.get(wine);
    }

    List<Movement> movements() {
        return movements;
    }

    List<StockReply> announcements() {
        return announcements;
    }

    List<ProductEvent> news() {
        return news;
    }

    List<StockReply> inOneTransaction(Instant now, Function<Cellar, List<StockReply>> work) {
        Map<ProductId, Shelf> loaded = new LinkedHashMap<>();
        shelves.values().forEach(shelf -> loaded.put(shelf.productId(), copyOf(shelf)));
        expire(now, loaded);
        var cellar = new Cellar(now, loaded.values(), allHolds());
        var replies = work.apply(cellar);
        shelves.putAll(loaded);
        cellar.changedHolds().forEach(this::store);
        movements.addAll(cellar.movements());
        announcements.addAll(cellar.announcements());
        news.addAll(cellar.news());
        return replies;
    }

    private void expire(Instant now, Map<ProductId, Shelf> loaded) {
        for (var hold : allHolds()) {
            if (hold.state() instanceof State.Held(var until) && !until.isAfter(now)) {
                loaded.get(hold.productId()).release(hold.quantity());
                store(hold.to(new State.Expired(until)));
            }
        }
    }

    private Shelf copyOf(Shelf shelf) {
        var copy =
                new Shelf(
                        shelf.productId(),
                        shelf.name(),
                        shelf.price(),
                        shelf.onHand(),
                        shelf.held(),
                        shelf.waiting(),
                        shelf.lastPlace(),
                        shelf.version(),
                        null);
        copy.lineUp(
                allHolds().stream()
                        .filter(hold -> hold.productId().equals(shelf.productId()))
                        .filter(hold -> hold.state() instanceof State.Waiting)
                        .sorted(Comparator.comparingLong(RememberedStocks::place))
                        .toList());
        return copy;
    }

    private static long place(Hold hold) {
        return hold.state() instanceof State.Waiting waiting ? waiting.place() : 0;
    }

    private Collection<Hold> allHolds() {
        return holds.values().stream().flatMap(lines -> lines.values().stream()).toList();
    }

    private void store(Hold hold) {
        holds.computeIfAbsent(hold.orderId(), _ -> new HashMap<>()).put(hold.productId(), hold);
    }
}
