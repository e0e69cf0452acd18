package com.winemall.firstcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a pool is opened with.
///
/// @param poolId of what the units are given out for: the sale event, the campaign
/// @param quantity units there are
/// @param perPerson units one person may have over the pool's life, live and sold together
/// @param line whether those for whom there is nothing may wait
/// @param rate arrivals a second that come to the door at once; the others are given a place in the
///   waiting room. 0: no waiting room
/// @param opensAt by Redis' clock
/// @param closesAt by Redis' clock; absent: only [Pools#close] ends it
public record PoolTerms(
        UUID poolId,
        long quantity,
        int perPerson,
        boolean line,
        int rate,
        Instant opensAt,
        @Nullable Instant closesAt) {}
