package com.winemall.notification.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail as operators see it.
///
/// @param kind as text: an instance of another version may have written kinds this one does not
///   know
/// @param recipient the address; absent while it is not known, and once the customer has left
/// @param language absent until it was written for the first time, as is the subject
public record MailSummary(
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
        @Nullable Instant sentAt) {}
