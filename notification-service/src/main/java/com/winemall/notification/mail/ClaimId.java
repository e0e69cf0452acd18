package com.winemall.notification.mail;

import java.util.UUID;

/// Names one claim. Only who holds it may say how the mails went: a sender whose lease ran out and
/// whose mails another one took has nothing to say any more.
public record ClaimId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
