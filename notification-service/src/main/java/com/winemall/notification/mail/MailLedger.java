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

    /// Mails that were sent more often than their cause and the operators asked for.
    long sentTooOften();

    /// Mails whose sender's lease has been over for longer than this.
    long stuck(Duration grace);

    /// Mails that have waited for a known address for longer than this.
    long overlooked(Duration grace);

    /// Mails that were given up without a reason on record.
    long failedWithoutReason();

    /// People who have left and could still be reached.
    long notForgotten();

    /// Mails on their way.
    ///
    /// @param oldestAge since it was last asked for
    record Waiting(long mails, Duration oldestAge) {}
}
