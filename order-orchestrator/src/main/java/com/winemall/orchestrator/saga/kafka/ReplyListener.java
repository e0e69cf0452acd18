package com.winemall.orchestrator.saga.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.orchestrator.saga.SagaHandler;
import com.winemall.orchestrator.saga.SagaMessage.Replied;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what participants answer.
@Component
class ReplyListener implements PollListener<SagaReply> {

    private final SagaHandler handler;

    ReplyListener(SagaHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<SagaReply> topic() {
        return Topics.ORCHESTRATOR_REPLIES;
    }

    @Override
    public String name() {
        return "saga-replies";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<SagaReply>> poll) {
        return Answers.to(
                poll,
                handler.handle(
                        poll.stream().map(received -> new Replied(received.message())).toList()));
    }
}
