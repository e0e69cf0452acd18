package com.winemall.product.stock.kafka;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.StockCommand;
import com.winemall.product.stock.StockCommandHandler;
import com.winemall.product.stock.StockReplies;
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
        var commands = poll.stream().map(received -> stockCommand(received.message())).toList();
        var replies = handler.handle(commands);
        List<Outgoing> answers = new ArrayList<>(poll.size());
        for (int i = 0; i < poll.size(); i++) {
            answers.add(StockReplies.outgoing(replies.get(i)).because(poll.get(i)));
        }
        return answers;
    }

    private static StockCommand stockCommand(ProductCommand command) {
        return switch (command) {
            case StockCommand stock -> stock;
            // No sale event asks for an allotment yet; one that did would be seen, not lost.
            case AllotmentCommand allotment ->
                    throw new IllegalStateException("no allotments here: " + allotment);
        };
    }
}
