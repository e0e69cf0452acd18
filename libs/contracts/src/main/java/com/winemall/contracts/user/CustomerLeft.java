package com.winemall.contracts.user;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// A member left: forget how to reach them.
@WireName("CustomerLeft")
public record CustomerLeft(CustomerId customerId, long version, Instant at) implements UserEvent {}
