package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.Pools;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets nobody into an open event for a while. Whoever is in stays so, and the line keeps its
/// order.
@Component
@Transactional
public class PauseEventHandler {

    private static final Logger log = LoggerFactory.getLogger(PauseEventHandler.class);

    /// Why the door is shut, when it is not the books that do not agree.
    private static final String BY_OPERATOR = "OPERATOR";

    private final SaleEvents events;
    private final Pools pools;

    PauseEventHandler(SaleEvents events, Pools pools) {
        this.events = events;
        this.pools = pools;
    }

    /// @return empty if there is no such event
    public Optional<Steered> pause(EventId id) {
        return steer(id, "paused", event -> pools.pause(event.id().value(), BY_OPERATOR));
    }

    /// @return empty if there is no such event
    public Optional<Steered> resume(EventId id) {
        return steer(id, "resumed", event -> pools.resume(event.id().value()));
    }

    private Optional<Steered> steer(EventId id, String what, Consumer<SaleEvent> steering) {
        return Optional.ofNullable(events.lock(Set.of(id)).get(id))
                .map(event -> {
                    if (event.status() != EventStatus.OPEN) {
                        return new Steered.WrongStatus(event);
                    }
                    steering.accept(event);
                    log.atInfo().addKeyValue("eventId", id).log(what);
                    return new Steered.Done(event);
                });
    }
}
