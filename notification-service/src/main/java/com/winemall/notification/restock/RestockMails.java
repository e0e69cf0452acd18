package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.starter.FreshIds;
import org.springframework.stereotype.Component;

/// Makes the mails about restocks. Their cause is the replenishment, so that nobody gets two about
/// one, however they came to hear of it.
@Component
class RestockMails {

    private final FreshIds ids;

    RestockMails(FreshIds ids) {
        this.ids = ids;
    }

    Mail about(Replenishment replenishment, CustomerId customer) {
        return new Mail(
                new MailId(ids.next()),
                causePrefix(replenishment.productId()) + replenishment.version(),
                null,
                new Addressee.Customer(customer),
                new MailFacts.Restock(
                        replenishment.productId(),
                        replenishment.name(),
                        replenishment.available()));
    }

    /// What the causes of all mails about a product's restocks begin with.
    static String causePrefix(ProductId product) {
        return product + "/restock/";
    }
}
