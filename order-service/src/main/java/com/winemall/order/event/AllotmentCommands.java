package com.winemall.order.event;

import com.winemall.contracts.Topics;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.starter.messaging.Outgoing;

/// How a sale event asks product-service for something. What is asked again has the id it had.
final class AllotmentCommands {

    private AllotmentCommands() {}

    static Outgoing outgoing(AllotmentCommand command) {
        return Outgoing.to(Topics.PRODUCT_COMMANDS, command.commandId().value(), command);
    }
}
