package com.winemall.notification.restock.web;

import com.samskivert.mustache.Mustache;
import com.winemall.notification.mail.Language;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What people see who followed a link to unsubscribe.
final class UnsubscribePages {

    /// What all pages have around their words.
    private static final String FRAME = "/pages/frame.html";

    private final Map<Language, String> done = new EnumMap<>(Language.class);
    private final Map<Language, String> doneBefore = new EnumMap<>(Language.class);

    UnsubscribePages() {
        for (var language : Language.values()) {
            done.put(language, read(language, "unsubscribed.html"));
            doneBefore.put(language, read(language, "already-unsubscribed.html"));
        }
    }

    String of(Language language, boolean changed) {
        return Objects.requireNonNull((changed ? done : doneBefore).get(language));
    }

    private static String read(Language language, String file) {
        return Mustache.compiler()
                .withLoader(_ -> open(FRAME))
                .compile(open("/pages/" + language.tag() + "/" + file))
                .execute(Map.of("language", language.tag()));
    }

    private static Reader open(String path) {
        return new InputStreamReader(
                Objects.requireNonNull(UnsubscribePages.class.getResourceAsStream(path), path),
                StandardCharsets.UTF_8);
    }
}
