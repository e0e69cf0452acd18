package com.winemall.product.stock.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.product.stock.StockCommandHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hears what product-service is asked to do.
@Component
class StockCommandListener implements PollListener<ProductCommand> {

    private final StockCommandHandler handler;

    StockCommandListener(StockCommandHandler handler) {
        this.handler = handler;
    }

    @Override
    public Topic<ProductCommand> topic() {
        return Topics.PRODUCT_COMMANDS;
    }

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public List<Outgoing> onPoll(List<Received<ProductCommand>> poll) {
        var answers = handler.handle(poll.stream().map(Received::message).toList());
        List<Outgoing> traced = new ArrayList<>(poll.size());
        for (int i = 0; i < poll.size(); i++) {
            traced.add(answers.get(i).because(poll.get(i)));
        }
        return traced;
    }
}
