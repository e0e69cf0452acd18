package com.winemall.order.ordering;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;

/// Says that an order has changed, and not how: enough to know whether anybody here cares.
///
/// @param version of the order after the change
public record OrderChange(OrderId id, CustomerId customerId, long version) {}
