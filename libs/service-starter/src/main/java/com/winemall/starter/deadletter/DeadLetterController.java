package com.winemall.starter.deadletter;

import com.winemall.starter.deadletter.DeadLetter.Outcome;
import com.winemall.starter.deadletter.DeadLetter.Status;
import com.winemall.starter.deadletter.DeadLetterTable.Search;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// This service's dead letters, for administrators. The gateway asks all services and makes one
/// list of theirs.
@RestController
@RequestMapping("/api/dead-letters")
class DeadLetterController {

    private final DeadLetterTable table;
    private final RedriveDeadLetterHandler redriving;
    private final DiscardDeadLetterHandler discarding;
    private final DeadLetterViews views;

    DeadLetterController(
            DeadLetterTable table,
            RedriveDeadLetterHandler redriving,
            DiscardDeadLetterHandler discarding,
            DeadLetterViews views) {
        this.table = table;
        this.redriving = redriving;
        this.discarding = discarding;
        this.views = views;
    }

    /// The newest first.
    @GetMapping
    PageOf<DeadLetterView> search(
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable String q,
            @Valid Paging paging) {
        var search = new Search(topic, status, q);
        var letters = table.search(search, paging.offset(), paging.size());
        return PageOf.of(letters, paging, table.count(search)).map(views::of);
    }

    /// A letter that failed again is answered as it is then: waiting, with the new error.
    @PostMapping("/{id}/redrive")
    DeadLetterView redrive(@PathVariable UUID id, Caller caller) {
        return answer(redriving.handle(id, actor(caller)), id);
    }

    @PostMapping("/{id}/discard")
    DeadLetterView discard(@PathVariable UUID id, @Valid @RequestBody Discard body, Caller caller) {
        return answer(discarding.handle(id, actor(caller), body.reason()), id);
    }

    private DeadLetterView answer(Outcome outcome, UUID id) {
        return switch (outcome) {
            case Outcome.Decided(var letter) -> views.of(letter);
            case Outcome.DecidedOtherwise(var status) ->
                    throw new Refused(
                            DeadLetterProblem.WRONG_STATUS, "The dead letter is " + status);
            case Outcome.Unknown _ ->
                    throw new Refused(CommonProblem.NOT_FOUND, "There is no dead letter " + id);
        };
    }

    private static String actor(Caller caller) {
        return caller.name() + " (" + caller.id() + ")";
    }

    record Discard(@NotBlank @Size(max = 500) String reason) {}
}
