package com.winemall.order.event;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.firstcome.Place;
import com.winemall.firstcome.PoolOwner;
import com.winemall.order.live.Frame;
import com.winemall.order.live.News;
import com.winemall.order.live.NewsWire;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderTimes;
import com.winemall.order.ordering.PlaceOrderHandler;
import com.winemall.starter.commit.AfterCommit;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What an admission to a sale event is worth: an order, placed in the transaction in which the
/// admission is written.
@Component
class EventAdmissions implements PoolOwner {

    private static final Logger log = LoggerFactory.getLogger(EventAdmissions.class);

    private final EventBoard board;
    private final SaleEvents events;
    private final EventChanges changes;
    private final PlaceOrderHandler placing;
    private final EntryResults results;
    private final NewsWire news;
    private final OrderTimes times;
    private final Clock clock;

    EventAdmissions(
            EventBoard board,
            SaleEvents events,
            EventChanges changes,
            PlaceOrderHandler placing,
            EntryResults results,
            NewsWire news,
            OrderTimes times,
            Clock clock) {
        this.board = board;
        this.events = events;
        this.changes = changes;
        this.placing = placing;
        this.results = results;
        this.news = news;
        this.times = times;
        this.clock = clock;
    }

    @Override
    public Map<Place, String> admitted(List<Place> places) {
        var now = clock.instant();
        placing.placeDecided(places.stream().map(place -> order(place, now)).toList());
        // Who came in at once is told so by the answer; who has waited may be anywhere.
        var served = places.stream().filter(Place::fromLine).toList();
        news.announce(served.stream().map(place -> news(place, "ADMITTED", now)).toList());
        AfterCommit.run(() -> served.forEach(place -> results.tell(admission(place, now))));
        return Map.of();
    }

    private Order order(Place place, Instant now) {
        var event = board.find(new EventId(place.poolId())).orElseThrow();
        return Order.placed(
                new OrderId(place.reference()),
                new CustomerId(place.person()),
                List.of(Order.Line.ordered(event.productId(), place.quantity())),
                null,
                place.fromLine() ? WhenOutOfStock.RESERVE : WhenOutOfStock.CANCEL,
                event.id(),
                times,
                now,
                null);
    }

    private static EntryDecided admission(Place place, Instant now) {
        return new EntryDecided(
                new EventId(place.poolId()),
                new CustomerId(place.person()),
                "ADMITTED",
                new OrderId(place.reference()),
                place.number(),
                now);
    }

    /// They were answered with their position, and their pages need not be told.
    @Override
    public void joined(List<Place> places) {}

    @Override
    public void left(List<Place> places) {
        var now = clock.instant();
        news.announce(places.stream().map(place -> news(place, "LEFT", now)).toList());
    }

    @Override
    public void moved(UUID poolId, List<UUID> head, Instant at) {
        List<News> positions = new ArrayList<>(head.size());
        for (var person : head) {
            positions.add(news(poolId, person, "WAITING", positions.size() + 1L, at));
        }
        news.announce(positions);
    }

    private static News news(Place place, String status, Instant now) {
        return news(place.poolId(), place.person(), status, null, now);
    }

    private static News news(
            UUID poolId, UUID person, String status, @Nullable Long position, Instant now) {
        return new News(
                new CustomerId(person),
                ChronoUnit.MICROS.between(Instant.EPOCH, now),
                new Frame(Frame.Kind.QUEUE, poolId, status, null, position, now));
    }

    @Override
    public void settled(UUID poolId, long withdrawn) {
        var id = new EventId(poolId);
        var event = Objects.requireNonNull(events.lock(Set.of(id)).get(id));
        var settled = event.settled(clock.instant());
        events.update(List.of(settled));
        changes.announce(List.of(settled));
        log.atInfo()
                .addKeyValue("eventId", id)
                .addKeyValue("withdrawn", withdrawn)
                .log("every admission is an order");
    }
}
