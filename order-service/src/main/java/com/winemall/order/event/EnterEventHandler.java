package com.winemall.order.event;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.firstcome.Answer;
import com.winemall.firstcome.Arrival;
import com.winemall.firstcome.Door;
import com.winemall.firstcome.Place;
import com.winemall.order.event.EnterEvent.Outcome;
import com.winemall.starter.FreshIds;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets a customer into a sale event, or says why not. A refusal touches no database: who may take
/// part is asked first, and the door decides the rest.
@Component
public class EnterEventHandler {

    private static final String INELIGIBLE = "ineligible";

    private final EventBoard board;
    private final Eligibility eligibility;
    private final Door door;
    private final EntryResults results;
    private final FreshIds ids;
    private final Clock clock;

    EnterEventHandler(
            EventBoard board,
            Eligibility eligibility,
            Door door,
            EntryResults results,
            FreshIds ids,
            Clock clock) {
        this.board = board;
        this.eligibility = eligibility;
        this.door = door;
        this.results = results;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome handle(EnterEvent entry) {
        var event = board.find(entry.eventId()).orElse(null);
        if (event == null) {
            return new Outcome.UnknownEvent();
        }
        var outcome = decide(event, entry);
        var word = word(outcome);
        if (word != null) {
            results.tell(result(entry, outcome, word));
        }
        return outcome;
    }

    private Outcome decide(SaleEvent event, EnterEvent entry) {
        var poolId = event.id().value();
        if (event.status().isOver()) {
            return new Outcome.Answered(event, new Answer.Closed());
        }
        if (event.status() != EventStatus.OPEN) {
            return new Outcome.Answered(event, new Answer.NotOpen());
        }
        if (!eligibility.isEligible(entry.customerId(), event.id())) {
            door.count(poolId, INELIGIBLE);
            return new Outcome.Ineligible();
        }
        var arrival =
                new Arrival(
                        entry.customerId().value(),
                        ids.next(),
                        entry.key(),
                        entry.quantity(),
                        entry.ticket());
        var answer = door.enter(poolId, arrival);
        return isForAnotherQuantity(answer, entry)
                ? new Outcome.KeyReused()
                : new Outcome.Answered(event, answer);
    }

    private static boolean isForAnotherQuantity(Answer answer, EnterEvent entry) {
        return answer instanceof Answer.Admitted(var place, var again)
                && again
                && place.quantity() != entry.quantity();
    }

    private EntryDecided result(EnterEvent entry, Outcome outcome, String word) {
        var place = place(outcome);
        return new EntryDecided(
                entry.eventId(),
                entry.customerId(),
                word,
                place == null ? null : new OrderId(place.reference()),
                place == null ? null : place.number(),
                clock.instant());
    }

    private static @Nullable Place place(Outcome outcome) {
        return outcome instanceof Outcome.Answered(_, Answer.Admitted(var place, _)) ? place : null;
    }

    /// What the customer is told, in one word; none if nothing is decided by it that was not
    /// decided before.
    private static @Nullable String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ineligible _ -> "INELIGIBLE";
            case Outcome.UnknownEvent _, Outcome.KeyReused _ -> null;
            case Outcome.Answered(_, var answer) ->
                    switch (answer) {
                        case Answer.Admitted(_, var again) -> again ? null : "ADMITTED";
                        case Answer.Waiting(_, var again) -> again ? null : "WAITING";
                        case Answer.AlreadyIn _ -> "ALREADY_ENTERED";
                        case Answer.SoldOut _ -> "SOLD_OUT";
                        case Answer.NotOpen _, Answer.Paused _ -> "EVENT_NOT_OPEN";
                        case Answer.Closed _ -> "EVENT_CLOSED";
                        case Answer.Queued _,
                                Answer.TooMany _,
                                Answer.UnknownTicket _,
                                Answer.NotReady _,
                                Answer.Refused _,
                                Answer.Nowhere _ ->
                                null;
                    };
        };
    }
}
