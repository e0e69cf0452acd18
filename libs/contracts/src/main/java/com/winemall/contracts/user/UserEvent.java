package com.winemall.contracts.user;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;

/// A fact about one member, told by user-service.
public sealed interface UserEvent extends Message
        permits CustomerRegistered, CustomerChanged, CustomerBecameVip, CustomerLeft {

    CustomerId customerId();

    /// The version of the member this fact made; a consumer applies only newer ones.
    long version();

    @Override
    default String key() {
        return customerId().toString();
    }
}
