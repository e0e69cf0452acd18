package com.winemall.notification.bounce;

import com.winemall.notification.mail.MailId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An address nothing is sent to.
///
/// @param detail what SES said
/// @param mail which one it was about, if SES said so
/// @param lifted absent while it is in force
public record Suppression(
        UUID id,
        String address,
        Cause cause,
        String detail,
        @Nullable MailId mail,
        Instant since,
        @Nullable Lifted lifted) {

    /// Why.
    public enum Cause {
        BOUNCE,
        COMPLAINT
    }

    /// @param by which operator
    public record Lifted(Instant at, String by, String reason) {}
}
