package com.winemall.local.outside;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order the factory has taken.
///
/// @param reference the customer's own name for it
/// @param delivered how much of it was brought, and taken in
record ProductionOrder(
        UUID id,
        UUID productId,
        int quantity,
        @Nullable String reference,
        Status status,
        Instant acceptedAt,
        int delivered) {

    enum Status {
        ACCEPTED,
        DELIVERED
    }

    ProductionOrder deliveredUpTo(int units) {
        return new ProductionOrder(
                id,
                productId,
                quantity,
                reference,
                units < quantity ? Status.ACCEPTED : Status.DELIVERED,
                acceptedAt,
                units);
    }
}
