package com.winemall.order.payment;

/// Where an order's money is, and what is to be done about it next.
public enum PaymentStatus {
    /// The provider is being asked to set it aside.
    AUTHORIZING,
    /// It was declined, or the provider could not be asked: none is set aside.
    FAILED,
    /// It is set aside, and waits for the stock to be committed.
    AUTHORIZED,
    /// The stock is the customer's: the provider is being asked to take it.
    CAPTURING,
    /// It is ours.
    CAPTURED,
    /// The order has ended: whatever is set aside or taken is going back.
    RETURNING,
    /// It is the customer's, and nothing can be set aside for this order any more.
    RETURNED
}
