package com.winemall.notification.mail;

import java.time.Duration;
import java.util.List;

/// What one look at the table gave.
///
/// @param doubtful mails that were found handed over by a sender that vanished; they are IN_DOUBT
///   now
/// @param resumeIn how long the pace allows nothing further
/// @param more whether more mails may be due than were given
public record ClaimedMails(
        List<ClaimedMail> mails, List<DoubtfulMail> doubtful, Duration resumeIn, boolean more) {

    public ClaimedMails {
        mails = List.copyOf(mails);
        doubtful = List.copyOf(doubtful);
    }
}
