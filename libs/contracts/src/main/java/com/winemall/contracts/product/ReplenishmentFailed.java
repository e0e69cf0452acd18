package com.winemall.contracts.product;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The factory could not be brought to deliver; a person has to look.
@WireName("ReplenishmentFailed")
public record ReplenishmentFailed(
        ProductId productId,
        long version,
        ReplenishmentId replenishmentId,
        String name,
        int quantity,
        int attempts,
        String lastError,
        @Nullable String stockManagerEmail,
        Instant at)
        implements ProductEvent {}
