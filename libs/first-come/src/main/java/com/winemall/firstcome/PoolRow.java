package com.winemall.firstcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `pool`.
///
/// @param taken units of places that are admitted or sold
record PoolRow(
        UUID poolId,
        long quantity,
        long taken,
        int perPerson,
        boolean hasLine,
        int rate,
        Instant opensAt,
        @Nullable Instant closesAt,
        PoolState state,
        @Nullable String pauseReason,
        int epoch) {

    boolean isOver() {
        return state == PoolState.CLOSED || state == PoolState.SETTLED;
    }

    /// The state as Redis knows it.
    String doorState() {
        return isOver() ? PoolState.CLOSED.name() : state.name();
    }
}
