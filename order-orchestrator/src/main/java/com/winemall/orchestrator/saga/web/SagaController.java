package com.winemall.orchestrator.saga.web;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.orchestrator.saga.OperatorHandler;
import com.winemall.orchestrator.saga.SagaBooks;
import com.winemall.orchestrator.saga.SagaBooks.Search;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.orchestrator.saga.StuckReasons;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sagas for operators: what they do and why they do not, the four things one can do to them, and
/// what each would send.
@RestController
@RequestMapping("/api/sagas")
class SagaController {

    private final SagaBooks books;
    private final OperatorHandler operators;
    private final StuckReasons stuckReasons;
    private final Clock clock;

    SagaController(
            SagaBooks books, OperatorHandler operators, StuckReasons stuckReasons, Clock clock) {
        this.books = books;
        this.operators = operators;
        this.stuckReasons = stuckReasons;
        this.clock = clock;
    }

    @GetMapping
    PageOf<SagaView> search(
            @RequestParam(required = false) @Nullable SagaState state,
            @RequestParam(required = false) @Nullable Boolean stuck,
            @RequestParam(required = false) @Nullable CancelReason reason,
            @RequestParam(required = false) @Nullable String q,
            @Valid Paging paging) {
        var now = clock.instant();
        var search = new Search(state, stuck, reason, q);
        List<SagaView> sagas =
                books.search(search, now, paging.offset(), paging.size()).stream()
                        .map(entry ->
                                SagaView.of(entry, stuckReasons.reason(entry.saga(), now), null))
                        .toList();
        return PageOf.of(sagas, paging, books.count(search, now));
    }

    @GetMapping("/{orderId}")
    SagaView one(@PathVariable UUID orderId) {
        return view(new OrderId(orderId));
    }

    /// What an action would do now, without doing it. What it would be refused for, its preview is
    /// refused for.
    @GetMapping("/{orderId}/preview")
    PreviewView preview(
            Caller caller,
            @PathVariable UUID orderId,
            @RequestParam OperatorAction action,
            @RequestParam(required = false) @Nullable @Size(max = 500) String reason) {
        var decision =
                operators
                        .preview(ordered(caller, new OrderId(orderId), action, reason))
                        .orElseThrow(() -> notFound(new OrderId(orderId)));
        if (!decision.changed()) {
            throw wrongStatus(decision.saga().state());
        }
        return PreviewView.of(action, decision);
    }

    @PostMapping("/{orderId}/retry")
    ResponseEntity<SagaView> retry(
            Caller caller,
            @PathVariable UUID orderId,
            @Valid @RequestBody(required = false) @Nullable Note note) {
        return move(caller, orderId, OperatorAction.RETRY, note == null ? null : note.reason());
    }

    @PostMapping("/{orderId}/cancel")
    ResponseEntity<SagaView> cancel(
            Caller caller, @PathVariable UUID orderId, @Valid @RequestBody Reason reason) {
        return move(caller, orderId, OperatorAction.CANCEL, reason.reason());
    }

    @PostMapping("/{orderId}/pause")
    ResponseEntity<SagaView> pause(
            Caller caller,
            @PathVariable UUID orderId,
            @Valid @RequestBody(required = false) @Nullable Note note) {
        return move(caller, orderId, OperatorAction.PAUSE, note == null ? null : note.reason());
    }

    @PostMapping("/{orderId}/resume")
    ResponseEntity<SagaView> resume(
            Caller caller,
            @PathVariable UUID orderId,
            @Valid @RequestBody(required = false) @Nullable Note note) {
        return move(caller, orderId, OperatorAction.RESUME, note == null ? null : note.reason());
    }

    private ResponseEntity<SagaView> move(
            Caller caller, UUID id, OperatorAction action, @Nullable String reason) {
        var orderId = new OrderId(id);
        // Looked for first: a saga that is missing is the operator's mistake, not ours.
        view(orderId);
        boolean moved = operators.handle(ordered(caller, orderId, action, reason));
        var after = view(orderId);
        if (!moved) {
            throw wrongStatus(after.state());
        }
        return ResponseEntity.accepted().body(after);
    }

    private static Ordered ordered(
            Caller caller, OrderId orderId, OperatorAction action, @Nullable String reason) {
        return new Ordered(
                orderId,
                action,
                caller.name() + " (" + caller.id() + ")",
                reason == null ? "no reason given" : reason);
    }

    private SagaView view(OrderId orderId) {
        return books.find(orderId)
                .map(entry ->
                        SagaView.of(
                                entry,
                                stuckReasons.reason(entry.saga(), clock.instant()),
                                books.log(orderId)))
                .orElseThrow(() -> notFound(orderId));
    }

    private static Refused notFound(OrderId orderId) {
        return new Refused(SagaProblem.ORDER_NOT_FOUND, "No saga drives an order " + orderId);
    }

    private static Refused wrongStatus(SagaState state) {
        return new Refused(
                SagaProblem.WRONG_STATUS, "The saga is at " + state, Map.of("state", state));
    }

    /// Why an order is ended; its customer reads it.
    record Reason(@NotBlank @Size(max = 500) String reason) {}

    record Note(@Nullable @Size(max = 500) String reason) {}
}
