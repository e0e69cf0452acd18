package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;

/// The answer of a participant to one command of the saga.
public sealed interface SagaReply extends Message permits StockReply, CouponReply {

    /// The command this answers; a reply that matches no pending command changes nothing.
    CommandId commandId();

    OrderId orderId();

    @Override
    default String key() {
        return orderId().toString();
    }
}
