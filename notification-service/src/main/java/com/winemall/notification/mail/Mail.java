package com.winemall.notification.mail;

import org.jspecify.annotations.Nullable;

/// A mail to be sent. Kind, cause and addressee name it: what has been written down once for them
/// is not written down again.
///
/// @param cause what it is about: the order's id, for everything about an order
/// @param told who said this about the cause, and in which version of it; a mail that comes after
///   one by a newer version would tell old news and is left out. Absent where there are no versions
public record Mail(MailId id, String cause, @Nullable Told told, Addressee to, MailFacts facts) {

    public MailKind kind() {
        return facts.kind();
    }

    /// Versions compare only if the same service gave them: an order has one at order-service and
    /// another one at the saga.
    public record Told(String by, long version) {}
}
