package com.winemall.notification.mail.web;

import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.MailStatus;
import com.winemall.notification.mail.MailSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail, as the API shows it.
record NotificationView(
        MailId id,
        String kind,
        @Nullable String recipient,
        @Nullable String language,
        @Nullable String subject,
        MailStatus status,
        int attempts,
        String cause,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {

    static NotificationView of(MailSummary mail) {
        return new NotificationView(
                mail.id(),
                mail.kind(),
                mail.recipient(),
                mail.language(),
                mail.subject(),
                mail.status(),
                mail.attempts(),
                mail.cause(),
                mail.lastError(),
                mail.createdAt(),
                mail.sentAt());
    }
}
