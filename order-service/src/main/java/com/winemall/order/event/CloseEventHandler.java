package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.Pools;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Closes sale events. Whoever was admitted keeps the order; what nobody has goes back once no
/// order can draw on it any more.
@Component
@Transactional
public class CloseEventHandler {

    private static final Logger log = LoggerFactory.getLogger(CloseEventHandler.class);

    private final SaleEvents events;
    private final EventChanges changes;
    private final Pools pools;
    private final Outbox outbox;
    private final EventTimes times;
    private final Clock clock;

    CloseEventHandler(
            SaleEvents events,
            EventChanges changes,
            Pools pools,
            Outbox outbox,
            EventTimes times,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.pools = pools;
        this.outbox = outbox;
        this.times = times;
        this.clock = clock;
    }

    /// @return empty if there is no such event
    public Optional<Steered> handle(EventId id) {
        return Optional.ofNullable(events.lock(Set.of(id)).get(id))
                .map(event -> {
                    if (event.status() == EventStatus.OPEN) {
                        pools.close(id.value());
                    }
                    var closed = close(event, clock.instant());
                    events.update(List.of(closed));
                    changes.announce(List.of(closed));
                    return new Steered.Done(closed);
                });
    }

    /// Closes an event the caller has locked and will store. Its door closes by itself when its
    /// time is over.
    SaleEvent close(SaleEvent event, Instant now) {
        var closed = event.closed(times, now);
        if (event.status() == EventStatus.ALLOTTING) {
            outbox.add(AllotmentCommands.outgoing(closed.returnAllotment()));
        }
        log.atInfo()
                .addKeyValue("eventId", event.id())
                .log("closing: {} → {}", event.status(), closed.status());
        return closed;
    }
}
