package com.winemall.contracts.product;

import com.winemall.contracts.Message;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// Ask the factory for more.
@WireName("RequestReplenishment")
public record RequestReplenishment(
        ReplenishmentId replenishmentId, ProductId productId, int quantity, Instant requestedAt)
        implements Message {
    @Override
    public String key() {
        return productId.toString();
    }
}
