package com.winemall.orchestrator.saga;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.reply.SagaReply;

/// Anything that may move a saga.
public sealed interface SagaMessage {

    OrderId orderId();

    /// A participant has answered.
    record Replied(SagaReply reply) implements SagaMessage {

        @Override
        public OrderId orderId() {
            return reply.orderId();
        }
    }

    /// Something happened to the order.
    record OrderChanged(OrderEvent event) implements SagaMessage {

        @Override
        public OrderId orderId() {
            return event.orderId();
        }
    }

    /// The saga has waited for as long as it meant to.
    record Due(OrderId orderId) implements SagaMessage {}

    /// An operator wants something done.
    ///
    /// @param actor who
    /// @param reason why
    record Ordered(OrderId orderId, OperatorAction action, String actor, String reason)
            implements SagaMessage {}

    /// What an operator can do to a saga.
    enum OperatorAction {
        /// Ask the silent participant again now.
        RETRY,
        /// End it and give everything back.
        CANCEL,
        /// Send nothing until it is resumed.
        PAUSE,
        RESUME
    }
}
