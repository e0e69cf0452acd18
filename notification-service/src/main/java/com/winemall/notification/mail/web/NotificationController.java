package com.winemall.notification.mail.web;

import com.winemall.notification.mail.MailFilter;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailLedger;
import com.winemall.notification.mail.MailStatus;
import com.winemall.notification.mail.ResendMailHandler;
import com.winemall.notification.mail.ResendMailHandler.Outcome;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Mails, for administrators.
@RestController
@RequestMapping("/api/notifications")
class NotificationController {

    private final MailLedger ledger;
    private final ResendMailHandler resending;

    NotificationController(MailLedger ledger, ResendMailHandler resending) {
        this.ledger = ledger;
        this.resending = resending;
    }

    /// The newest first.
    @GetMapping
    PageOf<NotificationView> list(
            @RequestParam(required = false) @Nullable UUID orderId,
            @RequestParam(required = false) @Nullable String recipient,
            @RequestParam(required = false) @Nullable MailStatus status,
            @Valid Paging paging) {
        var filter = new MailFilter(orderId == null ? null : orderId.toString(), recipient, status);
        var mails = ledger.list(filter, paging.offset(), paging.size());
        return PageOf.of(mails, paging, ledger.count(filter)).map(NotificationView::of);
    }

    @PostMapping("/{id}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    NotificationView resend(@PathVariable UUID id, Caller caller) {
        return switch (resending.handle(new MailId(id), caller.name())) {
            case Outcome.Due(var mail) -> NotificationView.of(mail);
            case Outcome.WrongStatus(var status) ->
                    throw new Refused(
                            NotificationProblem.WRONG_STATUS, "The mail's status is " + status);
            case Outcome.Suppressed _ ->
                    throw new Refused(
                            NotificationProblem.ADDRESS_SUPPRESSED,
                            "Lift the suppression of its address first");
            case Outcome.Unknown _ ->
                    throw new Refused(CommonProblem.NOT_FOUND, "There is no mail " + id);
        };
    }
}
