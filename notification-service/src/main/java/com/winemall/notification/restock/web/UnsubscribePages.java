package com.winemall.notification.restock.web;

import com.winemall.notification.mail.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What people see who followed a link to unsubscribe.
final class UnsubscribePages {

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
        var path = "/pages/" + language.tag() + "/" + file;
        try (var page =
                Objects.requireNonNull(UnsubscribePages.class.getResourceAsStream(path), path)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
