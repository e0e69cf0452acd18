package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.PoolView;
import com.winemall.firstcome.Pools;
import com.winemall.order.event.EventStatus;
import com.winemall.order.event.SaleEvent;
import com.winemall.starter.web.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Shows events as they are now, with what their doors know.
@Component
class EventViews {

    private final Pools pools;
    private final Clock clock;

    EventViews(Pools pools, Clock clock) {
        this.pools = pools;
        this.clock = clock;
    }

    EventView of(SaleEvent event) {
        return of(List.of(event)).getFirst();
    }

    /// The doors are asked all at once.
    List<EventView> of(List<SaleEvent> events) {
        var doors =
                pools.findAll(
                        events.stream()
                                .filter(event -> event.status() == EventStatus.OPEN)
                                .map(event -> event.id().value())
                                .toList());
        return events.stream().map(event -> view(event, doors)).toList();
    }

    private EventView view(SaleEvent event, Map<UUID, PoolView> doors) {
        if (event.status() != EventStatus.OPEN) {
            return EventView.of(event);
        }
        var door = doors.get(event.id().value());
        if (door == null) {
            throw new IllegalStateException(event.id() + " has no pool");
        }
        return EventView.of(event, door, clock.instant());
    }

    static Refused notFound(EventId id) {
        return new Refused(EventProblem.EVENT_NOT_FOUND, "No event has the id " + id);
    }
}
