package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Lets mails go that waited for an address, and gives up those of people who left, within the
/// transaction that makes it known.
@Component
public class RecipientsChangedHandler {

    private final Mails mails;
    private final MailSender sender;

    RecipientsChangedHandler(Mails mails, MailSender sender) {
        this.mails = mails;
        this.sender = sender;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void handle(Set<CustomerId> reachable, Set<CustomerId> left) {
        if (!reachable.isEmpty() && mails.release(reachable) > 0) {
            sender.wakeAfterCommit();
        }
        if (!left.isEmpty()) {
            mails.drop(left);
        }
    }
}
