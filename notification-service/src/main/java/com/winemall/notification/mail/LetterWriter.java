package com.winemall.notification.mail;

/// Finds the words for a mail, in its recipient's language.
public interface LetterWriter {

    Letter write(ClaimedMail mail);
}
