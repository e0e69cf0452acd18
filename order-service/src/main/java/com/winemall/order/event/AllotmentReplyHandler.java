package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.firstcome.PoolTerms;
import com.winemall.firstcome.Pools;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets sale events go on from what product-service has answered. An answer nobody waits for, told
/// again or overtaken by a closing, changes nothing.
@Component
@Transactional
public class AllotmentReplyHandler {

    private static final Logger log = LoggerFactory.getLogger(AllotmentReplyHandler.class);

    private final SaleEvents events;
    private final EventChanges changes;
    private final Pools pools;
    private final EventTimes times;
    private final DoorSettings door;
    private final Clock clock;

    AllotmentReplyHandler(
            SaleEvents events,
            EventChanges changes,
            Pools pools,
            EventTimes times,
            DoorSettings door,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.pools = pools;
        this.times = times;
        this.door = door;
        this.clock = clock;
    }

    public void handle(List<? extends AllotmentReply> replies) {
        var now = clock.instant();
        var ids = replies.stream().map(AllotmentReply::eventId).collect(Collectors.toSet());
        Map<EventId, SaleEvent> current = new HashMap<>(events.lock(ids));
        Map<EventId, SaleEvent> changed = new LinkedHashMap<>();
        for (var reply : replies) {
            var event = current.get(reply.eventId());
            if (event == null) {
                throw new IllegalStateException("no event " + reply.eventId());
            }
            if (!event.awaits(reply)) {
                log.atInfo().addKeyValue("eventId", event.id()).log("nobody waits for {}", reply);
                continue;
            }
            var next = after(event, reply, now);
            current.put(next.id(), next);
            changed.put(next.id(), next);
            log.atInfo()
                    .addKeyValue("eventId", event.id())
                    .log("{}: {} → {}", reply, event.status(), next.status());
        }
        events.update(changed.values());
        changes.announce(changed.values());
    }

    private SaleEvent after(SaleEvent event, AllotmentReply reply, Instant now) {
        return switch (reply) {
            case StockAllotted allotted -> {
                pools.open(terms(event));
                yield event.allotted(allotted.price());
            }
            case AllotmentRejected rejected -> event.notAllotted(rejected.available(), times, now);
            case AllotmentReturned _ -> event.returned();
        };
    }

    private PoolTerms terms(SaleEvent event) {
        return new PoolTerms(
                event.id().value(),
                event.quantity(),
                event.perCustomer(),
                event.waitingLine(),
                Objects.requireNonNullElse(event.arrivalsPerSecond(), door.arrivalsPerSecond()),
                event.opensAt(),
                event.endsAt());
    }
}
