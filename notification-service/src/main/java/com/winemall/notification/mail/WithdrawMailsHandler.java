package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes mails back that nobody needs any more, within the transaction that makes that known. What
/// SES may have already stays as it is.
@Component
public class WithdrawMailsHandler {

    private final Mails mails;

    WithdrawMailsHandler(Mails mails) {
        this.mails = mails;
    }

    /// Nobody has to be reminded of these causes any more.
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(Set<String> causes) {
        if (!causes.isEmpty()) {
            mails.settle(causes);
        }
    }

    /// This customer does not want such mails.
    ///
    /// @param causePrefix what their causes begin with
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(CustomerId customer, MailKind kind, String causePrefix) {
        mails.withdraw(customer, kind, causePrefix);
    }
}
