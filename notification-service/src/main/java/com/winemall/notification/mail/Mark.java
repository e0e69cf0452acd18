package com.winemall.notification.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How it went with a claimed mail.
///
/// @param subject as written, if it came to that
public record Mark(
        MailId mail, ClaimId claim, Language language, @Nullable String subject, Result result) {

    /// What becomes of the mail.
    public sealed interface Result {

        /// @param messageId SES's name for it
        record Sent(String messageId) implements Result {}

        record TryAgain(Duration in, String error) implements Result {}

        record Failed(String error) implements Result {}

        record InDoubt(String reason) implements Result {}
    }
}
