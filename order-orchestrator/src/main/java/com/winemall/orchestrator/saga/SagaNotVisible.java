package com.winemall.orchestrator.saga;

import com.winemall.contracts.OrderId;

/// What an operator or order-service says of an order whose saga is not to be seen. It may be about
/// to be: an event is tried again before it is given up.
public class SagaNotVisible extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SagaNotVisible(OrderId orderId) {
        super("no saga of order " + orderId + " is visible");
    }
}
