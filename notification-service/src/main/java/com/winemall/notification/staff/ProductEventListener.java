package com.winemall.notification.staff;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.notification.mail.WriteMailsHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears which products somebody has to do something about.
@Component
class ProductEventListener implements PollListener<ProductEvent> {

    private final StaffMails mails;
    private final WriteMailsHandler writing;

    ProductEventListener(StaffMails mails, WriteMailsHandler writing) {
        this.mails = mails;
        this.writing = writing;
    }

    @Override
    public Topic<ProductEvent> topic() {
        return Topics.PRODUCT_EVENTS;
    }

    @Override
    public String name() {
        return "staff";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<ProductEvent>> poll) {
        writing.handle(
                poll.stream()
                        .flatMap(received -> mails.about(received.message()).stream())
                        .toList());
        return List.of();
    }
}
