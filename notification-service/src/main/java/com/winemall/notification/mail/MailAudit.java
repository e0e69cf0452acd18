package com.winemall.notification.mail;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// What must always hold about mails, looked up in the tables. What is merely under way is given a
/// grace.
@Component
public class MailAudit {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MailLedger ledger;

    MailAudit(MailLedger ledger) {
        this.ledger = ledger;
    }

    public List<Check> checks() {
        return List.of(
                check(
                        "each cause sends each person at most one mail",
                        ledger.sentTooOften(),
                        "%d mails were sent more often than asked for"),
                check(
                        "no mail stays under way beyond its sender's lease",
                        ledger.stuck(GRACE),
                        "%d mails have been under way for more than "
                                + GRACE.toSeconds()
                                + " s beyond it"),
                check(
                        "no mail waits for an address that is known",
                        ledger.overlooked(GRACE),
                        "%d mails have done so for more than " + GRACE.toSeconds() + " s"),
                check(
                        "every mail that was given up says why",
                        ledger.failedWithoutReason(),
                        "%d mails do not"),
                check(
                        "people who left are forgotten",
                        ledger.notForgotten(),
                        "%d people could still be reached"));
    }

    private static Check check(String name, long broken, String detail) {
        return new Check(name, broken == 0, detail.formatted(broken));
    }

    /// One invariant.
    public record Check(String name, boolean holds, String detail) {}
}
