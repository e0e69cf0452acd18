package com.winemall.notification.mail.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.MailKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The templates of one language, compiled once. A mail is two files, `<kind>.txt`, which starts
/// with the subject on a line of its own, and `<kind>.html`. A file or a sentence that is missing
/// is found when the service starts.
final class Templates {

    private static final String SUBJECT_MARK = "Subject: ";
    private static final String END_OF_SUBJECT = "\n\n";

    private final String directory;
    private final Map<MailKind, Words> words = new EnumMap<>(MailKind.class);

    Templates(Language language, ZoneId zone) {
        this.directory = "/mail/" + language.tag() + "/";
        var wording = new Wording(language, zone);
        wording.requireSentences(Stream.of(CancelReason.class, CouponProblem.class));
        var compiler =
                Mustache.compiler()
                        .withFormatter(wording)
                        .withLoader(this::open)
                        .emptyStringIsFalse(true);
        for (var kind : MailKind.values()) {
            words.put(kind, words(kind, compiler));
        }
    }

    Words of(MailKind kind) {
        return Objects.requireNonNull(words.get(kind));
    }

    private Words words(MailKind kind, Mustache.Compiler compiler) {
        var plain = compiler.escapeHTML(false);
        var file = kind.templateName() + ".txt";
        var text = read(file);
        int end = text.indexOf(END_OF_SUBJECT);
        if (!text.startsWith(SUBJECT_MARK) || end < 0) {
            throw new IllegalStateException(directory + file + " has no subject");
        }
        return new Words(
                plain.compile(text.substring(SUBJECT_MARK.length(), end)),
                plain.compile(text.substring(end + END_OF_SUBJECT.length())),
                compiler.compile(read(kind.templateName() + ".html")));
    }

    private String read(String file) {
        try (var reader = open(file)) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reader open(String file) {
        var path = directory + file;
        return new InputStreamReader(
                Objects.requireNonNull(Templates.class.getResourceAsStream(path), path),
                StandardCharsets.UTF_8);
    }

    /// The templates of one mail. In HTML, whatever is put in is escaped.
    record Words(Template subject, Template text, Template html) {}
}
