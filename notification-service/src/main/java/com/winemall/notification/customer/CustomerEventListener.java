package com.winemall.notification.customer;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.contracts.user.UserEvent;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.RecipientsChangedHandler;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.notification.restock.ChangeSubscriptionHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Hears who the shop's customers are, and congratulates who has become VIP.
@Component
class CustomerEventListener implements PollListener<UserEvent> {

    private final Customers customers;
    private final RecipientsChangedHandler mails;
    private final ChangeSubscriptionHandler subscriptions;
    private final WriteMailsHandler writing;
    private final FreshIds ids;

    CustomerEventListener(
            Customers customers,
            RecipientsChangedHandler mails,
            ChangeSubscriptionHandler subscriptions,
            WriteMailsHandler writing,
            FreshIds ids) {
        this.customers = customers;
        this.mails = mails;
        this.subscriptions = subscriptions;
        this.writing = writing;
        this.ids = ids;
    }

    @Override
    public Topic<UserEvent> topic() {
        return Topics.USER_EVENTS;
    }

    @Override
    public String name() {
        return "customer";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<UserEvent>> poll) {
        Map<CustomerId, CustomerNews> news = new HashMap<>();
        for (var received : poll) {
            CustomerNews.of(received.message())
                    .ifPresent(fact -> news.merge(fact.id(), fact, CustomerNews::newer));
        }
        if (!news.isEmpty()) {
            var changed = customers.apply(news.values());
            subscriptions.forget(changed.left());
            mails.handle(changed.reachable(), changed.left());
        }
        writing.handle(
                poll.stream()
                        .map(Received::message)
                        .filter(CustomerBecameVip.class::isInstance)
                        .map(event -> congratulation((CustomerBecameVip) event))
                        .toList());
        return List.of();
    }

    /// Nobody becomes VIP twice: the cause is the customer, whatever order it was.
    private Mail congratulation(CustomerBecameVip event) {
        return new Mail(
                new MailId(ids.next()),
                event.customerId().toString(),
                null,
                new Addressee.Customer(event.customerId()),
                new MailFacts.BecameVip(event.orderId()));
    }
}
