package com.winemall.order.payment;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;

/// A customer wants to pay an order.
public record PayOrder(OrderId orderId, CustomerId customerId, PaymentToken token) {

    /// What became of it.
    public sealed interface Outcome {

        /// The money is set aside or may be. The order says how far it has come: it is paid, still
        /// PAYING, or has ended.
        record Taken(Order order) implements Outcome {}

        /// The provider says no to this card. Another one may be tried before the deadline.
        record Declined(Order order, String reason) implements Outcome {}

        /// The provider cannot be asked at the moment; no money has moved.
        record Unavailable(Order order) implements Outcome {}

        /// The deadline has passed; no money has moved.
        record WindowClosed(Order order) implements Outcome {}

        /// It is not waiting to be paid.
        record NotPayable(Order order) implements Outcome {}

        /// There is no such order, or it is somebody else's.
        record NotFound() implements Outcome {}
    }
}
