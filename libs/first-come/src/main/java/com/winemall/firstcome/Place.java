package com.winemall.firstcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody's place in a pool, from their arrival at the door on.
///
/// @param ticket their turn among all who came: grows with each arrival
/// @param reference of what the admission becomes, such as an order's id
/// @param request by which a repeated call is recognised
/// @param number among the admitted, from 1; absent while they wait
/// @param arrivedAt by Redis' clock
/// @param admittedAt by Redis' clock; the instant they arrived unless they waited
public record Place(
        UUID poolId,
        long ticket,
        UUID person,
        UUID reference,
        @Nullable String request,
        int quantity,
        @Nullable Long number,
        Instant arrivedAt,
        @Nullable Instant admittedAt) {

    /// Whether they waited in line before they were admitted.
    public boolean fromLine() {
        return admittedAt != null && !admittedAt.equals(arrivedAt);
    }
}
