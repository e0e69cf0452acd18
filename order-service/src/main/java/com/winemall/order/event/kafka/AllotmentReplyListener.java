package com.winemall.order.event.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.order.event.AllotmentReplyHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what product-service says about the units of sale events.
@Component
class AllotmentReplyListener implements PollListener<AllotmentReply> {

    private final AllotmentReplyHandler handler;

    AllotmentReplyListener(AllotmentReplyHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<AllotmentReply> topic() {
        return Topics.ORDER_REPLIES;
    }

    @Override
    public String name() {
        return "allotments";
    }

    @Override
    public Tempo tempo() {
        return Tempo.RARE;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<AllotmentReply>> poll) {
        handler.handle(poll.stream().map(Received::message).toList());
        return List.of();
    }
}
