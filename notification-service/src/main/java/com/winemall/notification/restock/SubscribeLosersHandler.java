package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.WriteMailsHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Subscribes whoever lost to a product's being out of stock, in the transaction of the mail that
/// says so. If the product came back since, which is heard over another topic and may have been
/// heard first, they are told at once.
@Component
public class SubscribeLosersHandler {

    private final RestockSubscriptions subscriptions;
    private final RestockMails mails;
    private final WriteMailsHandler writing;
    private final RestockSettings settings;
    private final Clock clock;

    SubscribeLosersHandler(
            RestockSubscriptions subscriptions,
            RestockMails mails,
            WriteMailsHandler writing,
            RestockSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.writing = writing;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param losses heard of for the first time
    @Transactional(propagation = Propagation.MANDATORY)
    public void handle(Collection<Loss> losses) {
        if (losses.isEmpty()) {
            return;
        }
        Map<Key, Loss> merged = new HashMap<>();
        var products = new TreeSet<ProductId>();
        for (var loss : losses) {
            merged.merge(new Key(loss.customerId(), loss.productId()), loss, Loss::and);
            products.add(loss.productId());
        }
        var last = subscriptions.lastReplenishments(products);
        var now = clock.instant();
        List<Loss> subscribed = new ArrayList<>();
        List<Loss> told = new ArrayList<>();
        for (var loss : merged.values()) {
            var replenishment = last.get(loss.productId());
            var consequence =
                    replenishment == null
                            ? Loss.Consequence.SUBSCRIBED
                            : loss.after(replenishment, now, settings.recent());
            switch (consequence) {
                case SUBSCRIBED -> subscribed.add(loss);
                case TOLD -> told.add(loss);
                case TOLD_AND_SUBSCRIBED -> {
                    subscribed.add(loss);
                    told.add(loss);
                }
            }
        }
        if (!subscribed.isEmpty()) {
            subscriptions.subscribe(subscribed);
        }
        if (!told.isEmpty()) {
            tell(told, last);
        }
    }

    private void tell(List<Loss> losses, Map<ProductId, Replenishment> last) {
        var unwanted = subscriptions.optedOut(losses);
        List<Mail> wanted = new ArrayList<>();
        for (var loss : losses) {
            var replenishment = last.get(loss.productId());
            if (replenishment != null && !unwanted.contains(loss)) {
                wanted.add(mails.about(replenishment, loss.customerId()));
            }
        }
        writing.handle(wanted);
    }

    private record Key(CustomerId customer, ProductId product) {}
}
