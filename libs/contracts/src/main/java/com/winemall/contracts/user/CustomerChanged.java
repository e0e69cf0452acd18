package com.winemall.contracts.user;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// A member changed their name or language.
@WireName("CustomerChanged")
public record CustomerChanged(
        CustomerId customerId, long version, String email, String name, String locale, Instant at)
        implements UserEvent {}
