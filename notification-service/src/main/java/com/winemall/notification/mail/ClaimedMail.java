package com.winemall.notification.mail;

import java.time.Duration;

/// A mail this process alone may send, until its lease is over.
///
/// @param attempts how often it was claimed, this time included
/// @param sendIn how long to wait for its turn in the pace, from the moment it was claimed
/// @param leftBehind whether an earlier sender claimed it and vanished before handing it over
public record ClaimedMail(
        MailId id,
        ClaimId claim,
        String cause,
        Recipient recipient,
        MailFacts facts,
        int attempts,
        Duration sendIn,
        boolean leftBehind) {

    public MailKind kind() {
        return facts.kind();
    }
}
