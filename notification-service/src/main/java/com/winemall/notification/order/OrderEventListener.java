package com.winemall.notification.order;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.WithdrawMailsHandler;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Hears what becomes of orders once they are accepted: paid, sent, refunded.
@Component
class OrderEventListener implements PollListener<OrderEvent> {

    /// Whose versions events carry.
    private static final String SHOP = "order-service";

    private final WriteMailsHandler writing;
    private final WithdrawMailsHandler withdrawing;
    private final FreshIds ids;

    OrderEventListener(WriteMailsHandler writing, WithdrawMailsHandler withdrawing, FreshIds ids) {
        this.writing = writing;
        this.withdrawing = withdrawing;
        this.ids = ids;
    }

    @Override
    public Topic<OrderEvent> topic() {
        return Topics.ORDER_EVENTS;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderEvent>> poll) {
        var events = poll.stream().map(Received::message).toList();
        withdrawing.settle(
                events.stream()
                        .filter(OrderMails::isSettledBy)
                        .map(event -> event.orderId().toString())
                        .collect(Collectors.toSet()));
        writing.handle(
                events.stream()
                        .flatMap(event ->
                                OrderMails.mailOf(event).map(found -> mail(event, found)).stream())
                        .toList());
        return List.of();
    }

    private Mail mail(OrderEvent event, OrderMails.ToCustomer found) {
        return new Mail(
                new MailId(ids.next()),
                event.orderId().toString(),
                new Mail.Told(SHOP, event.version()),
                new Addressee.Customer(found.customer()),
                found.facts());
    }
}
