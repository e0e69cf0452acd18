package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.firstcome.PoolState;
import com.winemall.firstcome.Pools;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Opens a sale event by hand: it asks for its units now, whatever was planned, and the operator
/// waits a moment for what comes of it.
@Component
public class OpenEventHandler {

    private static final Logger log = LoggerFactory.getLogger(OpenEventHandler.class);

    private final SaleEvents events;
    private final EventChanges changes;
    private final EventBoard board;
    private final Pools pools;
    private final Outbox outbox;
    private final EventTimes times;
    private final TransactionOperations transaction;
    private final Clock clock;

    OpenEventHandler(
            SaleEvents events,
            EventChanges changes,
            EventBoard board,
            Pools pools,
            Outbox outbox,
            EventTimes times,
            TransactionOperations transaction,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.board = board;
        this.pools = pools;
        this.outbox = outbox;
        this.times = times;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @return empty if there is no such event
    public Optional<Steered> handle(EventId id) {
        Optional<Steered> begun = transaction.execute(_ -> begin(id));
        return begun.map(begin ->
                begin instanceof Steered.NoAnswer
                        ? outcome(board.await(id, this::isDecided, times.openPatience()))
                        : begin);
    }

    /// @return [Steered.NoAnswer] if there is an answer to wait for
    private Optional<Steered> begin(EventId id) {
        return Optional.ofNullable(events.lock(Set.of(id)).get(id)).map(this::begin);
    }

    private Steered begin(SaleEvent event) {
        var now = clock.instant();
        if (event.status().isOver() || !now.isBefore(event.endsAt())) {
            return new Steered.WrongStatus(event);
        }
        return switch (event.status()) {
            case SCHEDULED, ALLOTTING -> openAsSoonAsPossible(event, now);
            case OPEN ->
                    isPaused(event) ? new Steered.WrongStatus(event) : new Steered.NoAnswer(event);
            case CLOSING, SETTLED, RETURNING, CLOSED -> new Steered.WrongStatus(event);
        };
    }

    private boolean isPaused(SaleEvent event) {
        return pools.find(event.id().value())
                .filter(pool -> pool.state() == PoolState.PAUSED)
                .isPresent();
    }

    private Steered openAsSoonAsPossible(SaleEvent event, Instant now) {
        var opening = event.openingNow(now);
        if (events.overlaps(opening)) {
            return new Steered.Overlaps(event);
        }
        if (opening.status() == EventStatus.SCHEDULED) {
            opening = opening.allotting(times, now);
            outbox.add(AllotmentCommands.outgoing(opening.allotStock()));
            log.atInfo().addKeyValue("eventId", event.id()).log("opened by hand: asks for units");
        }
        events.update(List.of(opening));
        changes.announce(List.of(opening));
        return new Steered.NoAnswer(opening);
    }

    private boolean isDecided(SaleEvent event) {
        return switch (event.status()) {
            case ALLOTTING -> false;
            case OPEN -> !clock.instant().isBefore(event.opensAt());
            case SCHEDULED, CLOSING, SETTLED, RETURNING, CLOSED -> true;
        };
    }

    private Steered outcome(SaleEvent event) {
        if (!isDecided(event)) {
            return new Steered.NoAnswer(event);
        }
        return switch (event.status()) {
            case OPEN -> new Steered.Done(event);
            case SCHEDULED ->
                    new Steered.NotEnoughStock(event, Objects.requireNonNull(event.available()));
            case ALLOTTING, CLOSING, SETTLED, RETURNING, CLOSED -> new Steered.WrongStatus(event);
        };
    }
}
