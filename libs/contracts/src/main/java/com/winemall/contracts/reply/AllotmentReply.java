package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.Message;

/// What became of a sale event's allotment.
public sealed interface AllotmentReply extends Message
        permits StockAllotted, AllotmentRejected, AllotmentReturned {

    CommandId commandId();

    EventId eventId();

    @Override
    default String key() {
        return eventId().toString();
    }
}
