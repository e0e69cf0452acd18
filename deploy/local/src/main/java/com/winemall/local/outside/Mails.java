package com.winemall.local.outside;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest mails.
final class Mails implements AutoCloseable {

    static final int MAILS_MAX = 20_000;

    /// What mails are found by.
    record Head(UUID id, String to, String subject) {

        Head {
            requireNonNull(id);
            requireNonNull(to);
            requireNonNull(subject);
        }

        private boolean isTo(String address) {
            return Arrays.stream(to.split(",", -1))
                    .anyMatch(recipient -> recipient.strip().equalsIgnoreCase(address));
        }

        private boolean isAbout(String part) {
            return subject.toLowerCase(ROOT).contains(part.toLowerCase(ROOT));
        }
    }

    private final Journal<Head> journal;

    private Mails(Journal<Head> journal) {
        this.journal = journal;
    }

    static Mails open(Path file) {
        var reader = Json.tolerant(Head.class);
        return new Mails(Journal.open(file, MAILS_MAX, reader::readValue));
    }

    void keep(Mail mail) {
        journal.append(new Head(mail.id(), mail.to(), mail.subject()), Json.written(mail));
    }

    /// Newest first.
    ///
    /// @param to an address that got it, in any case
    /// @param subject a part of its subject, in any case
    List<Journal.Entry<Head>> find(@Nullable String to, @Nullable String subject) {
        return journal.newestFirst().stream()
                .filter(entry -> to == null || entry.head().isTo(to))
                .filter(entry -> subject == null || entry.head().isAbout(subject))
                .toList();
    }

    Optional<Journal.Entry<Head>> find(UUID id) {
        return journal.newestFirst().stream()
                .filter(entry -> entry.head().id().equals(id))
                .findFirst();
    }

    /// The mail as JSON; nothing if it is gone since it was found.
    Optional<byte[]> read(Journal.Entry<Head> entry) {
        return journal.read(entry);
    }

    void clear() {
        journal.clear();
    }

    @Override
    public void close() {
        journal.close();
    }
}
