package com.winemall.firstcome;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A pool as it can be shown.
///
/// @param free units nobody has
/// @param held units of admissions that are neither sold nor back
/// @param withdrawn units that were left when it closed, or came back later
/// @param waiting people in line
/// @param pauseReason while it is paused
public record PoolView(
        UUID poolId,
        PoolState state,
        @Nullable String pauseReason,
        long quantity,
        long free,
        long held,
        long sold,
        long withdrawn,
        long waiting) {

    /// Whether a newcomer finds nothing: all is taken, or what is free is kept for the line.
    public boolean soldOut() {
        return free == 0 || waiting > 0;
    }
}
