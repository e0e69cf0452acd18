package com.winemall.product.replenishment;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request to the factory.
///
/// @param attempts calls made to the factory
/// @param lastError what went wrong with the last one that failed
public record Replenishment(
        ReplenishmentId id,
        ProductId productId,
        int quantity,
        Status status,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        Instant updatedAt) {

    /// How far it has come.
    public enum Status {
        /// The factory has not said yes yet.
        OPEN,
        /// The factory will deliver, or has delivered a part.
        ORDERED,
        /// Everything is there.
        FULFILLED,
        /// The factory could not be brought to say yes.
        FAILED
    }
}
