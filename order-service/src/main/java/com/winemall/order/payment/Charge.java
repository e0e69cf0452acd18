package com.winemall.order.payment;

import com.winemall.contracts.OrderId;

/// What the provider is asked about. It keeps one payment intent for each order, so that trying
/// again can never charge twice.
///
/// @param orderId also the intent's id
/// @param amount in won
/// @param attempt which try to set it aside this is, from 1
public record Charge(OrderId orderId, long amount, int attempt) {

    /// The idempotency key of a call: each try to authorise is one of its own, everything else
    /// happens once.
    public String key(String operation) {
        return operation.equals("authorization")
                ? orderId + "/" + operation + "/" + attempt
                : orderId + "/" + operation;
    }
}
