package com.winemall.order.event;

import com.winemall.contracts.EventId;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Lets sale events act whose time has come: they ask for their units, close, give back what is
/// left, and ask again what nobody has answered. Any number of instances share the work.
@Component
class EventTimer {

    private static final int BATCH_MAX = 50;

    private final SaleEvents events;
    private final EventChanges changes;
    private final CloseEventHandler closing;
    private final Outbox outbox;
    private final EventTimes times;
    private final TransactionOperations transaction;
    private final Clock clock;

    EventTimer(
            SaleEvents events,
            EventChanges changes,
            CloseEventHandler closing,
            Outbox outbox,
            EventTimes times,
            TransactionOperations transaction,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.closing = closing;
        this.outbox = outbox;
        this.times = times;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.events.timer.interval:250ms}")
    void tick() {
        int acted;
        do {
            acted = transaction.execute(_ -> letDueOnesAct());
        } while (acted == BATCH_MAX);
    }

    private int letDueOnesAct() {
        var now = clock.instant();
        var due = events.lockDue(now, BATCH_MAX);
        var kept = events.withUndecidedOrders(settled(due));
        List<SaleEvent> acted = new ArrayList<>(due.size());
        List<SaleEvent> moved = new ArrayList<>();
        for (var event : due) {
            var next = act(event, kept.contains(event.id()), now);
            acted.add(next);
            if (next.status() != event.status()) {
                moved.add(next);
            }
        }
        events.update(acted);
        changes.announce(moved);
        return due.size();
    }

    private static Set<EventId> settled(List<SaleEvent> due) {
        return due.stream()
                .filter(event -> event.status() == EventStatus.SETTLED)
                .map(SaleEvent::id)
                .collect(Collectors.toSet());
    }

    /// @param kept whether the saga may still draw on its units for an order
    private SaleEvent act(SaleEvent event, boolean kept, Instant now) {
        if (!event.status().isOver() && !now.isBefore(event.endsAt())) {
            return closing.close(event, now);
        }
        return switch (event.status()) {
            case SCHEDULED -> {
                var allotting = event.allotting(times, now);
                yield ask(allotting, allotting.allotStock());
            }
            case ALLOTTING ->
                    ask(event.lookingAgain(times.answerPatience(), now), event.allotStock());
            case SETTLED ->
                    kept
                            ? event.lookingAgain(times.returnLook(), now)
                            : ask(event.returning(times, now), event.returnAllotment());
            case RETURNING ->
                    ask(event.lookingAgain(times.answerPatience(), now), event.returnAllotment());
            case OPEN, CLOSING, CLOSED ->
                    throw new IllegalStateException(
                            event.id() + " has nothing to do in " + event.status());
        };
    }

    private SaleEvent ask(SaleEvent event, AllotmentCommand command) {
        outbox.add(AllotmentCommands.outgoing(command));
        return event;
    }
}
