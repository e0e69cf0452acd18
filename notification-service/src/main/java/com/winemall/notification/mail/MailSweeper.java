package com.winemall.notification.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Looks after mails that wait: finds the overlooked ones and says how many there are. Forgets
/// settled causes nobody needs to know of any more.
@Component
class MailSweeper {

    private static final Logger log = LoggerFactory.getLogger(MailSweeper.class);
    private static final MailFilter DOUBTFUL = new MailFilter(null, null, MailStatus.IN_DOUBT);
    private static final MailLedger.Waiting NONE = new MailLedger.Waiting(0, Duration.ZERO);

    private final Mails mails;
    private final MailLedger ledger;
    private final MailSender sender;
    private final TransactionOperations transaction;

    private volatile Map<MailKind, MailLedger.Waiting> waiting = Map.of();
    private volatile long withoutAddress;
    private volatile long inDoubt;

    MailSweeper(
            Mails mails,
            MailLedger ledger,
            MailSender sender,
            TransactionOperations transaction,
            MeterRegistry meters) {
        this.mails = mails;
        this.ledger = ledger;
        this.sender = sender;
        this.transaction = transaction;
        for (var kind : MailKind.values()) {
            Gauge.builder("winemall.mail.waiting", () -> waiting(kind).mails())
                    .description("mails due or under way")
                    .tag("kind", kind.name())
                    .register(meters);
            Gauge.builder("winemall.mail.oldest.age", () -> waiting(kind).oldestAge().toSeconds())
                    .description("since when the oldest of them has been asked for")
                    .baseUnit("seconds")
                    .tag("kind", kind.name())
                    .register(meters);
        }
        Gauge.builder("winemall.mail.without.address", () -> withoutAddress)
                .description("mails to customers nobody has told us of yet")
                .register(meters);
        Gauge.builder("winemall.mail.in.doubt", () -> inDoubt)
                .description("mails SES may or may not have taken, for an operator to look at")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.mail.sweep-interval:5s}")
    void sweep() {
        transaction.executeWithoutResult(_ -> {
            int released = mails.releaseOverlooked();
            if (released > 0) {
                log.atInfo().addKeyValue("mails", released).log("mails had waited without need");
                sender.wakeAfterCommit();
            }
        });
        transaction.executeWithoutResult(_ -> mails.forgetSettled());
        waiting = ledger.waiting();
        withoutAddress = ledger.withoutAddress();
        inDoubt = ledger.count(DOUBTFUL);
    }

    private MailLedger.Waiting waiting(MailKind kind) {
        return waiting.getOrDefault(kind, NONE);
    }
}
