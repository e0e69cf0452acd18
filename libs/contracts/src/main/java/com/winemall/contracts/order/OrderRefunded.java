package com.winemall.contracts.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// Money went back to the customer.
///
/// @param amount in won
@WireName("OrderRefunded")
public record OrderRefunded(
        OrderId orderId, long version, CustomerId customerId, long amount, Instant refundedAt)
        implements OrderEvent {}
