package com.winemall.contracts.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The order is on its way.
@WireName("OrderShipped")
public record OrderShipped(
        OrderId orderId,
        long version,
        CustomerId customerId,
        String carrier,
        String trackingNumber,
        Instant shippedAt)
        implements OrderEvent {}
