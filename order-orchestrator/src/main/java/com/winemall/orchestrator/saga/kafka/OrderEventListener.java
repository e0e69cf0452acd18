package com.winemall.orchestrator.saga.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.orchestrator.saga.SagaHandler;
import com.winemall.orchestrator.saga.SagaMessage.OrderChanged;
import com.winemall.orchestrator.saga.SagaNotVisible;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what happens to orders.
@Component
class OrderEventListener implements PollListener<OrderEvent> {

    private final SagaHandler handler;

    OrderEventListener(SagaHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<OrderEvent> topic() {
        return Topics.ORDER_EVENTS;
    }

    @Override
    public String name() {
        return "saga-events";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderEvent>> poll) {
        var decisions =
                handler.handle(
                        poll.stream()
                                .map(received -> new OrderChanged(received.message()))
                                .toList());
        for (int i = 0; i < poll.size(); i++) {
            if (decisions.get(i).isEmpty()) {
                throw new SagaNotVisible(poll.get(i).message().orderId());
            }
        }
        return Answers.to(poll, decisions);
    }
}
