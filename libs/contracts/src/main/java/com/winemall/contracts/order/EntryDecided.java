package com.winemall.contracts.order;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The result of one entry of a sale event, admitted or refused.
///
/// @param outcome as the customer was told it, such as ADMITTED or SOLD_OUT
/// @param number the place among the admitted, from 1
@WireName("EntryDecided")
public record EntryDecided(
        EventId eventId,
        CustomerId customerId,
        String outcome,
        @Nullable OrderId orderId,
        @Nullable Long number,
        Instant decidedAt)
        implements Message {
    @Override
    public String key() {
        return eventId.toString();
    }
}
