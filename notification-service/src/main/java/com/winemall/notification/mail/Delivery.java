package com.winemall.notification.mail;

/// What became of a letter at the post office.
public sealed interface Delivery {

    /// @param messageId the post office's name for it
    record Accepted(String messageId) implements Delivery {}

    /// Not now: too many at once, an outage. The letter is certainly not on its way.
    record Postponed(String reason) implements Delivery {}

    /// Never, as it is: trying again would not help.
    record Refused(String reason) implements Delivery {}

    /// Nobody knows: the letter was handed over, and no answer came.
    record Doubtful(String reason) implements Delivery {}
}
