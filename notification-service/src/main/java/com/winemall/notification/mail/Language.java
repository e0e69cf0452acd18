package com.winemall.notification.mail;

import java.util.Locale;

/// The languages customers are written to in.
public enum Language {
    KO(Locale.KOREAN),
    EN(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /// The language of a member's `locale`. One we do not write in yet gets the shop's own: a mail
    /// in the wrong language is better than none.
    public static Language of(String locale) {
        return Locale.forLanguageTag(locale).getLanguage().equals("en") ? EN : KO;
    }

    public Locale locale() {
        return locale;
    }

    /// As it is written outside: `ko`, `en`.
    public String tag() {
        return locale.getLanguage();
    }
}
