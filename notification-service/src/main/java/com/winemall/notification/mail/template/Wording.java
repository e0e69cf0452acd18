package com.winemall.notification.mail.template;

import com.samskivert.mustache.Mustache;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.TimeOfDay;
import com.winemall.notification.mail.Won;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/// How one language says what templates contain: money, times, numbers, and for each constant of an
/// enum a sentence of its own, from `mail/<language>/sentences.properties`.
final class Wording implements Mustache.Formatter {

    private final Language language;
    private final DateTimeFormatter dateTime;
    private final DateTimeFormatter timeOfDay;
    private final Properties sentences;

    Wording(Language language, ZoneId zone) {
        this.language = language;
        this.dateTime = dateTime(language).withLocale(language.locale()).withZone(zone);
        this.timeOfDay = timeOfDay(language).withLocale(language.locale()).withZone(zone);
        this.sentences = sentences(language);
    }

    @Override
    public CharSequence format(Object value) {
        return switch (value) {
            case Won won -> money(won);
            case Instant instant -> dateTime.format(instant);
            case TimeOfDay time -> timeOfDay.format(time.at());
            case Integer number -> grouped(number);
            case Enum<?> constant -> sentence(constant);
            default -> value.toString();
        };
    }

    /// @throws IllegalStateException if a constant of one of the enums has no sentence
    void requireSentences(Stream<Class<? extends Enum<?>>> types) {
        types.flatMap(type -> Arrays.stream(type.getEnumConstants())).forEach(this::sentence);
    }

    private String money(Won won) {
        return switch (language) {
            case KO -> grouped(won.amount()) + "원";
            case EN -> "₩" + grouped(won.amount());
        };
    }

    private String grouped(long number) {
        return String.format(language.locale(), "%,d", number);
    }

    private String sentence(Enum<?> constant) {
        var key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        var sentence = sentences.getProperty(key);
        if (sentence == null) {
            throw new IllegalStateException("no sentence for " + key + " in " + language);
        }
        return sentence;
    }

    /// Seconds are left out, not rounded: nobody is promised a moment that is not there.
    private static DateTimeFormatter dateTime(Language language) {
        return DateTimeFormatter.ofPattern(
                switch (language) {
                    case KO -> "yyyy년 M월 d일 (E) a h:mm (zzzz)";
                    case EN -> "EEEE, d MMMM yyyy, HH:mm (zzzz)";
                });
    }

    private static DateTimeFormatter timeOfDay(Language language) {
        return DateTimeFormatter.ofPattern(
                switch (language) {
                    case KO -> "a h:mm";
                    case EN -> "HH:mm";
                });
    }

    private static Properties sentences(Language language) {
        var file = "/mail/" + language.tag() + "/sentences.properties";
        var sentences = new Properties();
        try (var bytes = Objects.requireNonNull(Wording.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            sentences.load(reader);
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
