package com.winemall.notification.mail;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writes mails down within the transaction that makes their cause known. Asked for the same mail
/// twice it writes one. They go out right after the commit, and never if there is none.
@Component
public class WriteMailsHandler {

    private final Mails mails;
    private final MailSender sender;

    WriteMailsHandler(Mails mails, MailSender sender) {
        this.mails = mails;
        this.sender = sender;
    }

    /// @return those that were not written before
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<MailId> handle(List<Mail> wanted) {
        if (wanted.isEmpty()) {
            return Set.of();
        }
        var written = mails.write(wanted);
        sender.wakeAfterCommit();
        return written;
    }
}
