package com.winemall.notification.bounce.web;

import com.winemall.notification.bounce.Suppression;
import com.winemall.notification.mail.MailId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A suppression, as the API shows it.
record SuppressionView(
        UUID id,
        String address,
        Suppression.Cause cause,
        String detail,
        @Nullable MailId notificationId,
        Instant since,
        @Nullable Instant liftedAt,
        @Nullable String liftedBy,
        @Nullable String liftedReason) {

    static SuppressionView of(Suppression suppression) {
        var lifted = suppression.lifted();
        return new SuppressionView(
                suppression.id(),
                suppression.address(),
                suppression.cause(),
                suppression.detail(),
                suppression.mail(),
                suppression.since(),
                lifted == null ? null : lifted.at(),
                lifted == null ? null : lifted.by(),
                lifted == null ? null : lifted.reason());
    }
}
