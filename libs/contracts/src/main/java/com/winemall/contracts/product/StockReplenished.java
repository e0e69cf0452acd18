package com.winemall.contracts.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// Units are for sale again, after everybody in line was served.
///
/// @param available units a newcomer can have now
@WireName("StockReplenished")
public record StockReplenished(
        ProductId productId, long version, String name, int available, Instant at)
        implements ProductEvent {}
