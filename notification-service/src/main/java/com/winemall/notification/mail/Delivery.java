package com.winemall.notification.mail;

/// What became of a letter at the post office.
public sealed interface Delivery {

    /// @param messageId the post office's name for it
    record Accepted(String messageId) implements Delivery {}

    /// Not now, or nobody knows: too many at once, an outage, an answer that did not come. In the
    /// last case the letter may be on its way all the same.
    record Postponed(String reason) implements Delivery {}

    /// Never, as it is: trying again would not help.
    record Refused(String reason) implements Delivery {}
}
