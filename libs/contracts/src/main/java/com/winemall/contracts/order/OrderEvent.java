package com.winemall.contracts.order;

import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;

/// A fact about one order, told by order-service.
public sealed interface OrderEvent extends Message
        permits OrderPlaced,
                PaymentAuthorized,
                OrderPaid,
                PaymentTimedOut,
                OrderCancelRequested,
                OrderShipped,
                OrderDelivered,
                OrderRefunded {

    OrderId orderId();

    /// The version of the order this fact made; a consumer applies only newer ones.
    long version();

    @Override
    default String key() {
        return orderId().toString();
    }
}
