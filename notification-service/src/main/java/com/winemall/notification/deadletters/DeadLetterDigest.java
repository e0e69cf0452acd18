package com.winemall.notification.deadletters;

import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.starter.FreshIds;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Writes to operations while any dead letter waits: soon after the first, and then again each
/// hour. All instances look; one row says whose turn it is, and the mail is written with it.
@Component
class DeadLetterDigest {

    private final DeadLetterCounts counts;
    private final WriteMailsHandler writing;
    private final DigestSettings settings;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final FreshIds ids;

    DeadLetterDigest(
            DeadLetterCounts counts,
            WriteMailsHandler writing,
            DigestSettings settings,
            TransactionOperations transaction,
            JdbcClient jdbc,
            FreshIds ids) {
        this.counts = counts;
        this.writing = writing;
        this.settings = settings;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// The first look has time: a service that starts has others to start beside it.
    @Scheduled(
            initialDelayString = "${winemall.dead-letter-digest.look-interval:1m}",
            fixedDelayString = "${winemall.dead-letter-digest.look-interval:1m}")
    void look() {
        if (!isDue()) {
            return;
        }
        var found = counts.ask();
        if (found.total() > 0) {
            transaction.executeWithoutResult(_ -> write(found));
        }
    }

    private void write(MailFacts.DeadLetters found) {
        if (!takeTurn()) {
            return;
        }
        var id = ids.next();
        writing.handle(
                List.of(
                        new Mail(
                                new MailId(id),
                                "dead-letters/" + id,
                                null,
                                new Addressee.Staff(settings.operationsAddress()),
                                found)));
    }

    private boolean isDue() {
        return jdbc.sql("select due_at <= clock_timestamp() from dead_letter_digest")
                .query(Boolean.class)
                .single();
    }

    /// @return whether the digest is this caller's to write
    private boolean takeTurn() {
        return jdbc.sql(
                                """
                                update dead_letter_digest
                                set due_at = clock_timestamp() + :every * interval '1 millisecond'
                                where due_at <= clock_timestamp()
                                """)
                        .param("every", settings.every().toMillis())
                        .update()
                == 1;
    }
}
