package com.winemall.notification.mail;

/// Takes letters. Reasons it gives never contain the recipient's address.
public interface PostOffice {

    /// Answers within [MailSettings#sendTimeout].
    Delivery send(Letter letter);
}
