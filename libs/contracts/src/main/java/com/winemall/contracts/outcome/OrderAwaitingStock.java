package com.winemall.contracts.outcome;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The order stands in line. Said again when its place changes.
///
/// @param position from 1
@WireName("OrderAwaitingStock")
public record OrderAwaitingStock(
        OrderId orderId,
        long version,
        CustomerId customerId,
        ProductId productId,
        String name,
        int position,
        Instant waitUntil)
        implements OrderOutcome {}
