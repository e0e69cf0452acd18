package com.winemall.order.event.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.winemall.firstcome.PoolStatistics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was counted at an event's door.
///
/// @param totals each count by its name; those of which there were none are 0
/// @param series seconds in which anything was counted, in order
record StatisticsView(@JsonAnyGetter Map<String, Long> totals, List<Second> series) {

    private static final List<String> NAMES =
            List.of(
                    "requests",
                    "admitted",
                    "soldOut",
                    "duplicates",
                    "ineligible",
                    "waiting",
                    "queued",
                    "paid",
                    "timedOut",
                    "cancelled");

    static StatisticsView of(PoolStatistics counted) {
        Map<String, Long> totals = new LinkedHashMap<>();
        NAMES.forEach(name -> totals.put(name, 0L));
        totals.putAll(counted.totals());
        return new StatisticsView(
                totals,
                counted.series().stream()
                        .map(second -> new Second(second.at(), second.counts()))
                        .toList());
    }

    /// @param counts those that are not 0
    record Second(Instant at, @JsonAnyGetter Map<String, Long> counts) {}
}
