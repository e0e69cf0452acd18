package com.winemall.order.ordering.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.order.ordering.OutcomeHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what the saga has decided.
@Component
class OutcomeListener implements PollListener<OrderOutcome> {

    private final OutcomeHandler handler;

    OutcomeListener(OutcomeHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<OrderOutcome> topic() {
        return Topics.ORDER_OUTCOMES;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderOutcome>> poll) {
        handler.handle(poll.stream().map(Received::message).toList());
        return List.of();
    }
}
