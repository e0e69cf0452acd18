package com.winemall.contracts.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The order has arrived.
@WireName("OrderDelivered")
public record OrderDelivered(
        OrderId orderId, long version, CustomerId customerId, Instant deliveredAt)
        implements OrderEvent {}
