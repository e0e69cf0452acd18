package com.winemall.local.outside;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order the factory has taken.
///
/// @param reference the customer's own name for it
record ProductionOrder(
        UUID id,
        UUID productId,
        int quantity,
        @Nullable String reference,
        Status status,
        Instant acceptedAt) {

    enum Status {
        ACCEPTED
    }
}
