package com.winemall.contracts.user;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// Somebody joined.
///
/// @param locale `ko` or `en`: the language of their mails
@WireName("CustomerRegistered")
public record CustomerRegistered(
        CustomerId customerId, long version, String email, String name, String locale, Instant at)
        implements UserEvent {}
