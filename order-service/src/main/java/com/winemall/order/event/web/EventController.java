package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.order.event.CloseEventHandler;
import com.winemall.order.event.CreateEventHandler;
import com.winemall.order.event.EventBoard;
import com.winemall.order.event.OpenEventHandler;
import com.winemall.order.event.PauseEventHandler;
import com.winemall.order.event.SaleEvents;
import com.winemall.order.event.Steered;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Everybody sees sale events; operators plan and steer them.
@RestController
@RequestMapping("/api/events")
class EventController {

    private final SaleEvents events;
    private final EventBoard board;
    private final EventViews views;
    private final CreateEventHandler creating;
    private final OpenEventHandler opening;
    private final CloseEventHandler closing;
    private final PauseEventHandler pausing;
    private final Idempotency idempotency;
    private final Clock clock;

    EventController(
            SaleEvents events,
            EventBoard board,
            EventViews views,
            CreateEventHandler creating,
            OpenEventHandler opening,
            CloseEventHandler closing,
            PauseEventHandler pausing,
            Idempotency idempotency,
            Clock clock) {
        this.events = events;
        this.board = board;
        this.views = views;
        this.creating = creating;
        this.opening = opening;
        this.closing = closing;
        this.pausing = pausing;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<?> create(
            Caller caller, HttpServletRequest request, @Valid @RequestBody NewEvent body) {
        var problems = body.problems(clock.instant());
        if (!problems.isEmpty()) {
            throw new Refused(
                    CommonProblem.INVALID_REQUEST,
                    "See errors for what is wrong with it",
                    Map.of("errors", problems));
        }
        return idempotency.once(caller, request, body, () -> created(body));
    }

    private ResponseEntity<EventView> created(NewEvent body) {
        var event =
                creating.handle(body.plan())
                        .orElseThrow(() ->
                                new Refused(
                                        EventProblem.EVENT_OVERLAPS,
                                        "Choose another time, or close the other one first"));
        return ResponseEntity.created(URI.create("/api/events/" + event.id()))
                .body(views.of(event));
    }

    @GetMapping
    PageOf<EventView> list(@Valid Paging paging) {
        var content = views.of(events.page(paging.offset(), paging.size()));
        return PageOf.of(content, paging, events.count());
    }

    @GetMapping("/{id}")
    EventView one(@PathVariable UUID id) {
        var event = new EventId(id);
        return board.find(event).map(views::of).orElseThrow(() -> EventViews.notFound(event));
    }

    /// Waits a moment for product-service to say whether there are enough units.
    @PostMapping("/{id}/open")
    EventView open(@PathVariable UUID id) {
        return view(id, opening.handle(new EventId(id)));
    }

    @PostMapping("/{id}/close")
    EventView close(@PathVariable UUID id) {
        return view(id, closing.handle(new EventId(id)));
    }

    @PostMapping("/{id}/pause")
    EventView pause(@PathVariable UUID id) {
        return view(id, pausing.pause(new EventId(id)));
    }

    @PostMapping("/{id}/resume")
    EventView resume(@PathVariable UUID id) {
        return view(id, pausing.resume(new EventId(id)));
    }

    private EventView view(UUID id, Optional<Steered> steered) {
        return switch (steered.orElseThrow(() -> EventViews.notFound(new EventId(id)))) {
            case Steered.Done(var event) -> views.of(event);
            case Steered.WrongStatus(var event) -> {
                var status = views.of(event).status();
                throw new Refused(
                        EventProblem.WRONG_STATUS,
                        "The event is " + status,
                        Map.of("eventStatus", status));
            }
            case Steered.NotEnoughStock(var event, var available) ->
                    throw new Refused(
                            EventProblem.NOT_ENOUGH_STOCK,
                            "Of the %d units it is to sell %d can be had; of a product nobody knows, none"
                                    .formatted(event.quantity(), available),
                            Map.of("available", available));
            case Steered.Overlaps _ ->
                    throw new Refused(
                            EventProblem.EVENT_OVERLAPS, "It would be open at the same time");
            case Steered.NoAnswer _ ->
                    throw new Refused(
                            CommonProblem.SERVICE_UNAVAILABLE,
                            "product-service has not answered yet; the event opens when it does");
        };
    }
}
