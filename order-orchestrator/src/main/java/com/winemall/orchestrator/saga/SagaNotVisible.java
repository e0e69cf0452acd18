package com.winemall.orchestrator.saga;

import com.winemall.contracts.OrderId;

/// A message for an order whose saga is not to be seen. It may be about to be: the message is tried
/// again before it is given up.
public class SagaNotVisible extends RuntimeException {

    private static final long serialVersionUID = 1;

    SagaNotVisible(OrderId orderId) {
        super("no saga of order " + orderId + " is visible");
    }
}
