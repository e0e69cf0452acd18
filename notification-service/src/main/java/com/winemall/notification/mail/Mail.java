package com.winemall.notification.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail to be sent. Kind, cause and addressee name it: what has been written down once for them
/// is not written down again.
///
/// @param cause what it is about: the order's id, for everything about an order
/// @param told who said this about the cause, and in which version of it; a mail that comes after
///   one by a newer version would tell old news and is left out. Absent where there are no versions
/// @param timely when it is worth sending; absent if that is at once, and always
public record Mail(
        MailId id,
        String cause,
        @Nullable Told told,
        Addressee to,
        MailFacts facts,
        @Nullable Timely timely) {

    /// A mail that is due at once.
    public Mail(MailId id, String cause, @Nullable Told told, Addressee to, MailFacts facts) {
        this(id, cause, told, to, facts, null);
    }

    public MailKind kind() {
        return facts.kind();
    }

    /// A mail that has its time. It is withdrawn when that is over, and when its cause is settled.
    ///
    /// @param dueAt not sent before
    /// @param worthlessAt not sent from then on
    public record Timely(Instant dueAt, Instant worthlessAt) {}

    /// Versions compare only if the same service gave them: an order has one at order-service and
    /// another one at the saga.
    public record Told(String by, long version) {}
}
