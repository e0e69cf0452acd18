package com.winemall.contracts.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// The last unit anybody could have had is gone.
@WireName("StockDepleted")
public record StockDepleted(ProductId productId, long version, String name, Instant at)
        implements ProductEvent {}
