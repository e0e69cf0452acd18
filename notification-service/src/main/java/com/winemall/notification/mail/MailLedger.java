package com.winemall.notification.mail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be read about mails without touching them.
public interface MailLedger {

    /// The newest first.
    List<MailSummary> list(MailFilter filter, long offset, int size);

    long count(MailFilter filter);

    Optional<MailSummary> find(MailId id);

    /// Kinds without waiting mails are absent.
    Map<MailKind, Waiting> waiting();

    long withoutAddress();

    /// Mails on their way.
    ///
    /// @param oldestAge since it was last asked for
    record Waiting(long mails, Duration oldestAge) {}
}
