package com.winemall.product.replenishment.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.AskFactoryHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what is wanted from the factory, and hands it to the workers, who have the time to call.
/// What they give up comes back this way.
@Component
class ReplenishmentListener implements PollListener<RequestReplenishment> {

    private final AskFactoryHandler handler;

    ReplenishmentListener(AskFactoryHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<RequestReplenishment> topic() {
        return Topics.PRODUCT_REPLENISHMENTS;
    }

    @Override
    public String name() {
        return WorkTopics.CONSUMER;
    }

    @Override
    public Tempo tempo() {
        return Tempo.RARE;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<RequestReplenishment>> poll) {
        return poll.stream()
                .filter(received -> handler.begin(received.message()))
                .map(received ->
                        new Outgoing(
                                WorkTopics.before(1),
                                received.id(),
                                received.message(),
                                received.traceparent()))
                .toList();
    }
}
