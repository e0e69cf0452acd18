package com.winemall.contracts.order;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// Nobody paid in time. The order has ended; its stock and coupon are to be given back.
@WireName("PaymentTimedOut")
public record PaymentTimedOut(OrderId orderId, long version, Instant dueAt) implements OrderEvent {}
