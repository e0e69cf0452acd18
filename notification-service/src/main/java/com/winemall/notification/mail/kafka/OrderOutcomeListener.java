package com.winemall.notification.mail.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.notification.mail.Addressee;
import com.winemall.notification.mail.Mail;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailId;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.starter.FreshIds;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what the saga has decided about orders.
@Component
class OrderOutcomeListener implements PollListener<OrderOutcome> {

    /// Whose versions outcomes carry.
    private static final String SAGA = "order-orchestrator";

    private final WriteMailsHandler handler;
    private final FreshIds ids;

    OrderOutcomeListener(WriteMailsHandler handler, FreshIds ids) {
        this.handler = handler;
        this.ids = ids;
    }

    @Override
    public Topic<OrderOutcome> topic() {
        return Topics.ORDER_OUTCOMES;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderOutcome>> poll) {
        List<Mail> mails =
                poll.stream()
                        .map(Received::message)
                        .flatMap(outcome ->
                                OrderMails.factsOf(outcome)
                                        .map(facts -> mail(outcome, facts))
                                        .stream())
                        .toList();
        handler.handle(mails);
        return List.of();
    }

    private Mail mail(OrderOutcome outcome, MailFacts facts) {
        return new Mail(
                new MailId(ids.next()),
                outcome.orderId().toString(),
                new Mail.Told(SAGA, outcome.version()),
                new Addressee.Customer(outcome.customerId()),
                facts);
    }
}
