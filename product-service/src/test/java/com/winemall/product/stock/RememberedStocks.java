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
    private final Map<String, Allotment> allotments = new LinkedHashMap<>();
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

    /// What events still hold of a wine.
    int allotted(ProductId wine) {
        return allotments.values().stream()
                .map(Allotment::state)
                .filter(Allotment.State.Open.class::isInstance)
                .map(Allotment.State.Open.class::cast)
                .filter(open -> open.units().productId().equals(wine))
                .mapToInt(Allotment.State.Open::rest)
                .sum();
    }

    <R> List<R> inOneTransaction(Instant now, Function<Cellar, List<R>> work) {
        Map<ProductId, Shelf> loaded = new LinkedHashMap<>();
        shelves.values().forEach(shelf -> loaded.put(shelf.productId(), copyOf(shelf)));
        var expired = expire(now);
        var cellar = new Cellar(now, loaded.values(), allotments.values(), allHolds(), expired);
        var replies = work.apply(cellar);
        shelves.putAll(loaded);
        cellar.changedHolds().forEach(this::store);
        cellar.changedAllotments()
                .forEach(it -> allotments.put(it.eventId() + "/" + it.commandId(), it));
        movements.addAll(cellar.movements());
        announcements.addAll(cellar.announcements());
        news.addAll(cellar.news());
        return replies;
    }

    private List<Hold> expire(Instant now) {
        List<Hold> expired = new ArrayList<>();
        for (var hold : allHolds()) {
            if (hold.state() instanceof State.Held(var until) && !until.isAfter(now)) {
                expired.add(hold.to(new State.Expired(until)));
            }
        }
        expired.forEach(this::store);
        return expired;
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
