package com.winemall.firstcome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.winemall.firstcome.PoolStatistics.Second;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private static final Duration REMEMBERED = KEPT_IN_REDIS.multipliedBy(2);

    /// In which rows are written, by whatever instance: in different ones two would wait for each
    /// other.
    private static final Comparator<SecondCount> ORDER =
            Comparator.comparing(SecondCount::at).thenComparing(SecondCount::code);

    /// Pools of which is remembered what was written last; of a further one it is written again.
    private static final int POOLS_MAX = 1_000;

    private final PoolScripts scripts;
    private final JdbcPools pools;
    private final Cache<UUID, Set<SecondCount>> written =
            Caffeine.newBuilder().maximumSize(POOLS_MAX).expireAfterAccess(REMEMBERED).build();

    Statistics(PoolScripts scripts, JdbcPools pools) {
        this.scripts = scripts;
        this.pools = pools;
    }

    /// As counted up to now; without the last moments if Redis cannot be asked.
    public PoolStatistics of(UUID poolId) {
        List<SecondCount> counts = new ArrayList<>(pools.counts(poolId));
        try {
            counts.addAll(scripts.counted(poolId).counts());
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

    /// Writes down what Redis has counted since this instance last did, and lets it forget the
    /// seconds that are over: of a pool where nobody comes there is soon nothing left to read.
    void writeDown(UUID poolId) {
        var counted = scripts.counted(poolId);
        var before = Objects.requireNonNullElseGet(written.getIfPresent(poolId), Set::of);
        var news =
                counted.counts().stream()
                        .filter(count -> !before.contains(count))
                        .sorted(ORDER)
                        .toList();
        if (!news.isEmpty()) {
            pools.count(poolId, news);
            written.put(poolId, Set.copyOf(counted.counts()));
        }
        var over =
                counted.counts().stream()
                        .filter(count -> count.at().isBefore(counted.at().minus(KEPT_IN_REDIS)))
                        .toList();
        if (!over.isEmpty()) {
            scripts.forget(poolId, over);
        }
    }
}
