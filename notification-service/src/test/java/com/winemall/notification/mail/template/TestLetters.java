package com.winemall.notification.mail.template;

import com.winemall.notification.mail.LetterWriter;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.TestLinks;

/// The real templates, for tests elsewhere.
public final class TestLetters {

    private TestLetters() {}

    public static LetterWriter writer(MailSettings settings) {
        return new MustacheLetterWriter(settings, TestLinks.of(settings));
    }
}
