package com.winemall.firstcome;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What was counted at a pool's door.
///
/// @param totals by code: `requests`, `admitted`, `soldOut`, `duplicates`, `waiting`, `queued`, and
///   what the owner counts
/// @param series seconds in which anything was counted, in order
public record PoolStatistics(Map<String, Long> totals, List<Second> series) {

    public record Second(Instant at, Map<String, Long> counts) {}
}
