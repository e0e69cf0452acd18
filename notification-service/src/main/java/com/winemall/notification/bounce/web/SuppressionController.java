package com.winemall.notification.bounce.web;

import com.winemall.notification.bounce.LiftSuppressionHandler;
import com.winemall.notification.bounce.LiftSuppressionHandler.Outcome;
import com.winemall.notification.bounce.Suppressions;
import com.winemall.notification.bounce.Suppressions.Filter;
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

/// Addresses nothing is sent to, for administrators.
@RestController
@RequestMapping("/api/notifications/suppressions")
class SuppressionController {

    private final Suppressions suppressions;
    private final LiftSuppressionHandler lifting;

    SuppressionController(Suppressions suppressions, LiftSuppressionHandler lifting) {
        this.suppressions = suppressions;
        this.lifting = lifting;
    }

    /// The newest first.
    @GetMapping
    PageOf<SuppressionView> list(
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable Boolean inForce,
            @Valid Paging paging) {
        var filter = new Filter(address, inForce);
        var found = suppressions.list(filter, paging.offset(), paging.size());
        return PageOf.of(found, paging, suppressions.count(filter)).map(SuppressionView::of);
    }

    @PostMapping("/{id}/lift")
    SuppressionView lift(@PathVariable UUID id, Caller caller, @Valid @RequestBody Reason body) {
        var by = caller.name() + " (" + caller.id() + ")";
        return switch (lifting.handle(id, by, body.reason())) {
            case Outcome.Lifted(var suppression) -> SuppressionView.of(suppression);
            case Outcome.LiftedBefore _ ->
                    throw new Refused(BounceProblem.ALREADY_LIFTED, "Mails go there again");
            case Outcome.Unknown _ ->
                    throw new Refused(CommonProblem.NOT_FOUND, "There is no suppression " + id);
        };
    }

    record Reason(@NotBlank @Size(max = 500) String reason) {}
}
