package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.MailKind;
import com.winemall.notification.mail.WithdrawMailsHandler;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Does what customers themselves say about the restock mails of a product. Whether there is such a
/// product is not asked: one that does not exist never comes back, and nobody hears of it.
@Component
public class ChangeSubscriptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ChangeSubscriptionHandler.class);

    private final RestockSubscriptions subscriptions;
    private final WithdrawMailsHandler withdrawing;
    private final RestockSettings settings;

    ChangeSubscriptionHandler(
            RestockSubscriptions subscriptions,
            WithdrawMailsHandler withdrawing,
            RestockSettings settings) {
        this.subscriptions = subscriptions;
        this.withdrawing = withdrawing;
        this.settings = settings;
    }

    /// The next restock is told, also to somebody who opted out before.
    ///
    /// @return whether it was possible: a customer can have so many subscriptions and no more
    @Transactional
    public boolean subscribe(CustomerId customer, ProductId product) {
        return subscriptions.subscribeByHand(customer, product, settings.subscriptionsMax());
    }

    /// The next restock is not told. Losing again subscribes again.
    @Transactional
    public void unsubscribe(CustomerId customer, ProductId product) {
        subscriptions.unsubscribeByHand(customer, product);
        withdraw(customer, product);
    }

    /// No restock of the product is told any more, not after losing again either, until the
    /// customer subscribes by hand.
    ///
    /// @return whether there was anything to end
    @Transactional
    public boolean optOut(CustomerId customer, ProductId product) {
        boolean changed = subscriptions.optOut(customer, product);
        withdraw(customer, product);
        log.atInfo()
                .addKeyValue("customerId", customer)
                .addKeyValue("productId", product)
                .log(changed ? "no restock mails any more" : "no restock mails already");
        return changed;
    }

    /// Who has left is subscribed to nothing.
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(Set<CustomerId> customers) {
        if (!customers.isEmpty()) {
            subscriptions.forget(customers);
        }
    }

    private void withdraw(CustomerId customer, ProductId product) {
        withdrawing.withdraw(customer, MailKind.RESTOCK, RestockMails.causePrefix(product));
    }
}
