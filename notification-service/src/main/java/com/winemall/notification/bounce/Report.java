package com.winemall.notification.bounce;

import com.winemall.notification.mail.MailId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What SES says of a mail it had taken.
///
/// @param addresses whom it is about
/// @param detail in SES's words, without addresses
/// @param mail which one, if SES says so
public record Report(Kind kind, List<String> addresses, String detail, @Nullable MailId mail) {

    public Report {
        addresses = List.copyOf(addresses);
    }

    /// What happened to it.
    public enum Kind {
        /// It came back, and so would every other: there is no such mailbox.
        PERMANENT_BOUNCE,
        /// It came back this time: the mailbox was full, or its server away.
        PASSING_BOUNCE,
        /// Its reader does not want it.
        COMPLAINT
    }
}
