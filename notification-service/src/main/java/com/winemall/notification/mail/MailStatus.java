package com.winemall.notification.mail;

/// Where a mail is.
public enum MailStatus {
    /// Nobody has told us yet who this customer is; the mail goes out once somebody does.
    WAITING_FOR_ADDRESS,
    /// Waits for its turn, or for its next try.
    PENDING,
    /// Claimed by a sender, whose lease ends at the row's `due_at`.
    SENDING,
    /// SES has taken it.
    SENT,
    /// SES does not want it, or it was tried as often as mails are; an operator may send it again.
    FAILED,
    /// SES may or may not have taken it: its sender vanished while handing it over, or the answer
    /// was lost. It is not sent again by itself; an operator may do so.
    IN_DOUBT,
    /// What it would have told is over: the order it was a reminder of is paid, ended or past its
    /// deadline, or the customer does not want it any more. Nobody is told.
    WITHDRAWN,
    /// Mails to its address came back for good, or its reader complained; `last_error` says which.
    /// Nobody is told. When the address is good again, an operator may send it again.
    SUPPRESSED,
    /// The customer left before it went out, or before anybody knew whether it had. Nobody is told.
    RECIPIENT_LEFT
}
