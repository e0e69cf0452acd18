package com.winemall.order.event;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets everybody in who is not on it.
public final class GuestList implements Eligibility {

    private final Set<CustomerId> unwelcome = ConcurrentHashMap.newKeySet();

    void refuse(CustomerId customer) {
        unwelcome.add(customer);
    }

    @Override
    public boolean isEligible(CustomerId customer, EventId event) {
        return !unwelcome.contains(customer);
    }
}
