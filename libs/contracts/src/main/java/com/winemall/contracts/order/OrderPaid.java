package com.winemall.contracts.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The money is taken and the order will be sent.
///
/// @param units of all lines together; what makes a customer VIP
/// @param total in won
@WireName("OrderPaid")
public record OrderPaid(
        OrderId orderId, long version, CustomerId customerId, int units, long total, Instant paidAt)
        implements OrderEvent {}
