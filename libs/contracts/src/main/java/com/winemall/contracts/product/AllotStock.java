package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import org.jspecify.annotations.Nullable;

/// Set units aside for a sale event, at its price.
///
/// @param price of one unit in won; absent: the list price
@WireName("AllotStock")
public record AllotStock(
        CommandId commandId,
        EventId eventId,
        ProductId productId,
        int quantity,
        @Nullable Long price)
        implements AllotmentCommand {}
