package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.starter.FreshIds;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts a sale event on the calendar. Whether there are units for it shows when it asks for them.
@Component
@Transactional
public class CreateEventHandler {

    private static final Logger log = LoggerFactory.getLogger(CreateEventHandler.class);

    private final SaleEvents events;
    private final EventTimes times;
    private final FreshIds ids;
    private final Clock clock;

    CreateEventHandler(SaleEvents events, EventTimes times, FreshIds ids, Clock clock) {
        this.events = events;
        this.times = times;
        this.ids = ids;
        this.clock = clock;
    }

    /// @return nothing if another event sells this product at the same time
    public Optional<SaleEvent> handle(EventPlan plan) {
        var event = SaleEvent.scheduled(new EventId(ids.next()), plan, times, clock.instant());
        if (!events.insert(event)) {
            return Optional.empty();
        }
        log.atInfo()
                .addKeyValue("eventId", event.id())
                .addKeyValue("productId", event.productId())
                .addKeyValue("quantity", event.quantity())
                .log("event scheduled for {}", event.startsAt());
        return Optional.of(event);
    }
}
