package com.winemall.contracts.outcome;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The units have left the stock: the money may be taken.
@WireName("OrderStockCommitted")
public record OrderStockCommitted(OrderId orderId, long version, CustomerId customerId)
        implements OrderOutcome {}
