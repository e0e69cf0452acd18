package com.winemall.contracts.outcome;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;

/// What the saga has decided about an order.
public sealed interface OrderOutcome extends Message
        permits OrderCompleted, OrderAwaitingStock, OrderStockCommitted, OrderCanceled {

    OrderId orderId();

    /// The version of the saga this was decided at; a consumer applies only newer ones.
    long version();

    CustomerId customerId();

    @Override
    default String key() {
        return orderId().toString();
    }
}
