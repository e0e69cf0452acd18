package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Set these units aside, all of them or none.
///
/// @param holdFor how long the units are kept if they are there now
/// @param holdForWhenServed how long they are kept if the order has to wait in line first
/// @param waitUntil when the order leaves the line at the latest
@WireName("ReserveStock")
public record ReserveStock(
        CommandId commandId,
        OrderId orderId,
        CustomerId customerId,
        List<OrderLine> lines,
        WhenOutOfStock whenOutOfStock,
        @Nullable EventId eventId,
        Duration holdFor,
        Duration holdForWhenServed,
        Instant waitUntil)
        implements StockCommand {
    public ReserveStock {
        lines = List.copyOf(lines);
    }
}
