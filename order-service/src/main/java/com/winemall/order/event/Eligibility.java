package com.winemall.order.event;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;

/// Says who may take part in a sale event. Asked of everybody who comes, before the door.
public interface Eligibility {

    /// The same customer and event always get the same answer.
    boolean isEligible(CustomerId customer, EventId event);
}
