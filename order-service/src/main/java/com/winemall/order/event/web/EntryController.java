package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.firstcome.Answer;
import com.winemall.firstcome.Door;
import com.winemall.firstcome.Place;
import com.winemall.firstcome.PlaceReceipts;
import com.winemall.order.event.EnterEvent;
import com.winemall.order.event.EnterEvent.Outcome;
import com.winemall.order.event.EnterEventHandler;
import com.winemall.order.event.EventBoard;
import com.winemall.order.event.SaleEvent;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.InvalidField;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where customers come for an event's units.
@RestController
@RequestMapping("/api/events/{id}/entries")
class EntryController {

    private static final String TRY_AGAIN = "Please try again in a moment";

    private final EnterEventHandler entering;
    private final EventBoard board;
    private final Door door;
    private final PlaceReceipts receipts;
    private final Idempotency idempotency;

    EntryController(
            EnterEventHandler entering,
            EventBoard board,
            Door door,
            PlaceReceipts receipts,
            Idempotency idempotency) {
        this.entering = entering;
        this.board = board;
        this.door = door;
        this.receipts = receipts;
        this.idempotency = idempotency;
    }

    @PostMapping
    ResponseEntity<EntryView> enter(
            Caller caller,
            HttpServletRequest request,
            @PathVariable UUID id,
            @RequestHeader(name = "Queue-Ticket", required = false) @Nullable String ticket,
            @Valid @RequestBody(required = false) @Nullable NewEntry body) {
        var key = idempotency.keyOf(caller, request);
        var entry =
                new EnterEvent(
                        new EventId(id),
                        caller.id(),
                        body == null ? 1 : Objects.requireNonNullElse(body.quantity(), 1),
                        key == null ? null : key.value(),
                        ticket);
        return switch (entering.handle(entry)) {
            case Outcome.UnknownEvent _ -> throw EventViews.notFound(entry.eventId());
            case Outcome.Ineligible _ ->
                    throw new Refused(
                            EventProblem.INELIGIBLE, "This holds for the whole of the event");
            case Outcome.KeyReused _ ->
                    throw new Refused(
                            CommonProblem.IDEMPOTENCY_KEY_REUSED,
                            "Send a new key with a new request");
            case Outcome.Answered(var event, var answer) -> answer(event, answer);
        };
    }

    private ResponseEntity<EntryView> answer(SaleEvent event, Answer answer) {
        return switch (answer) {
            case Answer.Admitted(var place, _) ->
                    ResponseEntity.created(URI.create("/api/orders/" + place.reference()))
                            .body(admitted(place));
            case Answer.Waiting(var position, _) ->
                    ResponseEntity.accepted().body(EntryView.waiting(position));
            case Answer.Queued(var position, var ticket, var wait) -> {
                var view = EntryView.queued(position, ticket, wait);
                yield ResponseEntity.accepted()
                        .header(HttpHeaders.RETRY_AFTER, String.valueOf(view.retryAfter()))
                        .body(view);
            }
            case Answer.AlreadyIn(var place) ->
                    throw new Refused(
                            EventProblem.ALREADY_ENTERED,
                            "One customer may have %d of this event".formatted(event.perCustomer()),
                            Map.of("orderId", place.reference()));
            case Answer.SoldOut _ ->
                    throw new Refused(
                            EventProblem.SOLD_OUT, "Units that are not paid for come back later");
            case Answer.NotOpen _ ->
                    throw new Refused(
                            EventProblem.EVENT_NOT_OPEN,
                            "It opens at " + event.opensAt(),
                            Map.of("startsAt", event.opensAt()));
            case Answer.Paused _ ->
                    throw new Refused(EventProblem.EVENT_NOT_OPEN, "It is paused for a moment");
            case Answer.Closed _ ->
                    throw new Refused(EventProblem.EVENT_CLOSED, "It ended at " + event.endsAt());
            case Answer.TooMany(var perPerson) ->
                    throw new Refused(
                            CommonProblem.INVALID_REQUEST,
                            "See errors for what is wrong with it",
                            Map.of(
                                    "errors",
                                    List.of(
                                            new InvalidField(
                                                    "quantity", "must be at most " + perPerson))));
            case Answer.UnknownTicket _ ->
                    throw new Refused(
                            EventProblem.INVALID_TICKET,
                            "Come without a ticket, or with the one you were given last");
            case Answer.NotReady _ ->
                    throw new Refused(CommonProblem.SERVICE_UNAVAILABLE, TRY_AGAIN);
            case Answer.Refused _ ->
                    throw new Refused(CommonProblem.SERVICE_UNAVAILABLE, TRY_AGAIN);
            case Answer.Nowhere _ -> throw new IllegalStateException("whoever enters is somewhere");
        };
    }

    @GetMapping("/me")
    EntryView mine(Caller caller, @PathVariable UUID id) {
        var event = new EventId(id);
        if (board.find(event).isEmpty()) {
            throw EventViews.notFound(event);
        }
        return switch (door.whereIs(id, caller.id().value())) {
            case Answer.Admitted(var place, _) -> admitted(place);
            case Answer.AlreadyIn(var place) -> admitted(place);
            case Answer.Waiting(var position, _) -> EntryView.waiting(position);
            case Answer.Queued(var position, var ticket, var wait) ->
                    EntryView.queued(position, ticket, wait);
            case Answer.Nowhere _ ->
                    throw new Refused(
                            EventProblem.ENTRY_NOT_FOUND,
                            "You have not come yet, or what you had was given back");
            case Answer.NotReady _ ->
                    throw new Refused(CommonProblem.SERVICE_UNAVAILABLE, TRY_AGAIN);
            case Answer.SoldOut _,
                    Answer.NotOpen _,
                    Answer.Paused _,
                    Answer.Closed _,
                    Answer.TooMany _,
                    Answer.UnknownTicket _,
                    Answer.Refused _ ->
                    throw new IllegalStateException("nobody stands there");
        };
    }

    private EntryView admitted(Place place) {
        return EntryView.admitted(
                new OrderId(place.reference()),
                Objects.requireNonNull(place.number()),
                receipts.receipt(place));
    }
}
