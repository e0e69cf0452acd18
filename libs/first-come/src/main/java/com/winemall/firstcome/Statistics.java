package com.winemall.firstcome;

import com.winemall.firstcome.PoolStatistics.Second;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// What is counted at the door, second by second. The scripts count in the same breath in which
/// they decide; a moment later it is written down, and Redis keeps only the last seconds.
public class Statistics {

    private static final Logger log = LoggerFactory.getLogger(Statistics.class);
    private static final Duration KEPT_IN_REDIS = Duration.ofSeconds(5);

    /// In which rows are written, by whatever instance: in different ones two would wait for each
    /// other.
    private static final Comparator<SecondCount> ORDER =
            Comparator.comparing(SecondCount::at).thenComparing(SecondCount::code);

    private final PoolScripts scripts;
    private final JdbcPools pools;

    Statistics(PoolScripts scripts, JdbcPools pools) {
        this.scripts = scripts;
        this.pools = pools;
    }

    /// As counted up to now; without the last moments if Redis cannot be asked.
    public PoolStatistics of(UUID poolId) {
        List<SecondCount> counts = new ArrayList<>(pools.counts(poolId));
        try {
            counts.addAll(scripts.counted(poolId));
        } catch (DataAccessException e) {
            log.atDebug().setCause(e).log("Redis cannot be asked; what is written down is told");
        }
        Map<Instant, Map<String, Long>> seconds = new TreeMap<>();
        for (var count : counts) {
            seconds.computeIfAbsent(count.at(), _ -> new TreeMap<>())
                    .merge(count.code(), count.count(), Long::max);
        }
        Map<String, Long> totals = new TreeMap<>();
        List<Second> series = new ArrayList<>();
        seconds.forEach((at, codes) -> {
            codes.forEach((code, count) -> totals.merge(code, count, Long::sum));
            series.add(new Second(at, codes));
        });
        return new PoolStatistics(totals, series);
    }

    /// Writes down what Redis has counted, and lets it forget the seconds that are over.
    void writeDown(UUID poolId) {
        var counts = scripts.counted(poolId).stream().sorted(ORDER).toList();
        if (counts.isEmpty()) {
            return;
        }
        pools.count(poolId, counts);
        var latest = counts.stream().map(SecondCount::at).max(Instant::compareTo).orElseThrow();
        var over =
                counts.stream()
                        .filter(count -> count.at().isBefore(latest.minus(KEPT_IN_REDIS)))
                        .toList();
        if (!over.isEmpty()) {
            scripts.forget(poolId, over);
        }
    }
}
