package com.winemall.contracts.user;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// A paid order of 100 units or more made a member VIP.
@WireName("CustomerBecameVip")
public record CustomerBecameVip(CustomerId customerId, long version, OrderId orderId, Instant at)
        implements UserEvent {}
