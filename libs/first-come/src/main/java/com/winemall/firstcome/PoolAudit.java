package com.winemall.firstcome;

import java.util.UUID;

/// A pool's counts from Redis and PostgreSQL side by side. What is under way between the two is
/// known on both sides and taken into account.
///
/// @param drift units by which the two differ, or by which Redis' counts do not add up; 0 unless
///   something is wrong
public record PoolAudit(UUID poolId, long quantity, long drift, Side redis, Side database) {

    /// @param underWay units of which this side knows something the other is yet to be told: in
    ///   Redis admissions not written, in PostgreSQL ends not told
    public record Side(
            long free,
            long held,
            long sold,
            long withdrawn,
            long waiting,
            long underWay,
            int epoch) {}
}
