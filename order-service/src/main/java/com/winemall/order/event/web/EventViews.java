package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.Pools;
import com.winemall.order.event.EventStatus;
import com.winemall.order.event.SaleEvent;
import com.winemall.starter.web.Refused;
import java.time.Clock;
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
        if (event.status() != EventStatus.OPEN) {
            return EventView.of(event);
        }
        return pools.find(event.id().value())
                .map(pool -> EventView.of(event, pool, clock.instant()))
                .orElseThrow(() -> new IllegalStateException(event.id() + " has no pool"));
    }

    static Refused notFound(EventId id) {
        return new Refused(EventProblem.EVENT_NOT_FOUND, "No event has the id " + id);
    }
}
