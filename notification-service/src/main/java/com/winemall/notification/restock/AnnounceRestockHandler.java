package com.winemall.notification.restock;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.WriteMailsHandler;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Tells everybody who waits for a product that it is back: one mail each, in the transaction that
/// uses their subscriptions up, so that a redelivery finds nobody to tell. Of several
/// replenishments of a product only the newest is told, and one that is older than what is known
/// not at all.
@Component
public class AnnounceRestockHandler {

    private static final Logger log = LoggerFactory.getLogger(AnnounceRestockHandler.class);

    private final RestockSubscriptions subscriptions;
    private final RestockMails mails;
    private final WriteMailsHandler writing;
    private final RestockSettings settings;

    AnnounceRestockHandler(
            RestockSubscriptions subscriptions,
            RestockMails mails,
            WriteMailsHandler writing,
            RestockSettings settings) {
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.writing = writing;
        this.settings = settings;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void handle(Collection<Replenishment> replenishments) {
        if (replenishments.isEmpty()) {
            return;
        }
        Map<ProductId, Replenishment> newest = new TreeMap<>();
        for (var replenishment : replenishments) {
            newest.merge(replenishment.productId(), replenishment, Replenishment::newer);
        }
        newest.keySet().retainAll(subscriptions.renew(newest.values()));
        newest.values().forEach(this::announce);
    }

    private void announce(Replenishment replenishment) {
        int told = 0;
        CustomerId last = null;
        boolean more = true;
        while (more) {
            var customers = subscriptions.take(replenishment, last, settings.batchMax());
            writing.handle(
                    customers.stream()
                            .map(customer -> mails.about(replenishment, customer))
                            .toList());
            told += customers.size();
            more = customers.size() == settings.batchMax();
            last = more ? customers.getLast() : last;
        }
        log.atInfo()
                .addKeyValue("productId", replenishment.productId())
                .addKeyValue("version", replenishment.version())
                .addKeyValue("customers", told)
                .log("back in stock");
    }
}
