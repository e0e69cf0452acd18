package com.winemall.notification.mail;

import com.winemall.contracts.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What can be read about mails without touching them.
public interface MailLedger {

    /// The newest first.
    List<MailSummary> list(MailFilter filter, long offset, int size);

    long count(MailFilter filter);

    Optional<MailSummary> find(MailId id);

    /// Whether nothing may be sent to the mail's address now.
    boolean isSuppressed(MailId id);

    /// Kinds without waiting mails are absent.
    Map<MailKind, Waiting> waiting();

    long withoutAddress();

    /// Until when orders could be paid, as their customers were told. Orders whose customers were
    /// not told are absent.
    Map<OrderId, Instant> paymentDeadlines(Set<OrderId> orders);

    /// Mails on their way, without those whose time has not come.
    ///
    /// @param oldestAge since it was last asked for
    record Waiting(long mails, Duration oldestAge) {}
}
