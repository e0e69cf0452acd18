package com.winemall.notification.mail;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sends a mail again because an operator wants it: the one way a second mail for one cause comes
/// about, and on record with who wanted it. Of a mail in doubt it may be the second one, or the
/// first.
@Component
public class ResendMailHandler {

    private static final Logger log = LoggerFactory.getLogger(ResendMailHandler.class);

    private final Mails mails;
    private final MailLedger ledger;
    private final MailSender sender;

    ResendMailHandler(Mails mails, MailLedger ledger, MailSender sender) {
        this.mails = mails;
        this.ledger = ledger;
        this.sender = sender;
    }

    @Transactional
    public Outcome handle(MailId id, String requestedBy) {
        boolean due = mails.resend(id, requestedBy);
        Optional<MailSummary> mail = ledger.find(id);
        if (mail.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (!due) {
            return ledger.isSuppressed(id)
                    ? new Outcome.Suppressed()
                    : new Outcome.WrongStatus(mail.get().status());
        }
        log.atInfo().addKeyValue("mailId", id).log("a mail goes out again on request");
        sender.wakeAfterCommit();
        return new Outcome.Due(mail.get());
    }

    /// What came of the request.
    public sealed interface Outcome {

        record Due(MailSummary mail) implements Outcome {}

        /// It is under way already, or nobody is left to read it, or it would tell of a deadline
        /// that has passed.
        record WrongStatus(MailStatus status) implements Outcome {}

        /// Nothing may be sent to its address.
        record Suppressed() implements Outcome {}

        record Unknown() implements Outcome {}
    }
}
