package com.winemall.orchestrator.saga;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/// How long the latest of many took. What was usual an hour ago is forgotten once enough came
/// since, and never because nothing came: then it is just what somebody wants to know.
final class LatestTimes {

    private static final int KEPT_MAX = 1_000;

    private final long[] micros = new long[KEPT_MAX];
    private long count;

    synchronized void add(Duration time) {
        micros[(int) (count % KEPT_MAX)] = time.toNanos() / 1_000;
        count++;
    }

    /// Nothing if none was seen.
    synchronized Optional<Usual> usual() {
        if (count == 0) {
            return Optional.empty();
        }
        var sorted = Arrays.copyOf(micros, (int) Math.min(count, KEPT_MAX));
        Arrays.sort(sorted);
        return Optional.of(new Usual(at(sorted, 0.5), at(sorted, 0.99)));
    }

    private static Duration at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return Duration.of(sorted[index], ChronoUnit.MICROS);
    }

    /// @param median half took no longer
    /// @param slow 99 of 100 took no longer
    record Usual(Duration median, Duration slow) {}
}
