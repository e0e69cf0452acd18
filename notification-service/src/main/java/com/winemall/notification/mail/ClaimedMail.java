package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A mail this process alone may send, until its lease is over.
///
/// @param customer absent for staff
/// @param attempts how often it was claimed, this time included
/// @param sendIn how long to wait for its turn in the pace, from the moment it was claimed
/// @param leftBehind whether an earlier sender claimed it and vanished before handing it over
public record ClaimedMail(
        MailId id,
        ClaimId claim,
        String cause,
        @Nullable CustomerId customer,
        Recipient recipient,
        MailFacts facts,
        int attempts,
        Duration sendIn,
        boolean leftBehind) {

    public MailKind kind() {
        return facts.kind();
    }
}
