package com.winemall.contracts.order;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The money is reserved at the provider, not taken: the stock has to be committed first.
@WireName("PaymentAuthorized")
public record PaymentAuthorized(OrderId orderId, long version, Instant authorizedAt)
        implements OrderEvent {}
