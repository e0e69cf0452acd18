package com.winemall.contracts.product;

import com.winemall.contracts.EventId;

/// What a sale event asks about its allotment.
public sealed interface AllotmentCommand extends ProductCommand
        permits AllotStock, ReturnAllotment {

    EventId eventId();

    @Override
    default String key() {
        return eventId().toString();
    }
}
