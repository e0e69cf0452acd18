package com.winemall.firstcome;

import com.winemall.firstcome.PoolScripts.Look;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Compares the books of the pools again and again. A pool whose books differ twice in a row gives
/// out nothing more until somebody has looked.
///
/// Mostly Redis is compared with the pools' rows, which costs nothing where nothing happens. All
/// places are counted now and then, and wherever something was found: a campaign may have a
/// million.
class DriftWatch {

    private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

    private final PoolAudits audits;
    private final Pools pools;
    private final Clock clock;
    private final FirstComeSettings settings;
    private final Set<UUID> drifted = new HashSet<>();
    private final AtomicLong drift = new AtomicLong();

    private Instant comparedAt = Instant.EPOCH;
    private Instant countedAt = Instant.EPOCH;

    DriftWatch(
            PoolAudits audits,
            Pools pools,
            Clock clock,
            FirstComeSettings settings,
            MeterRegistry meters) {
        this.audits = audits;
        this.pools = pools;
        this.clock = clock;
        this.settings = settings;
        Gauge.builder("winemall.pool.drift", drift, AtomicLong::get)
                .description("units by which Redis and PostgreSQL differed when last compared")
                .register(meters);
    }

    /// Compares if it is time to.
    ///
    /// @param looks at those of the pools that could be looked at, after their rows were read
    /// @param ended pools Redis has not heard everything of
    void compare(List<PoolRow> kept, Map<UUID, Look> looks, Set<UUID> ended) {
        if (!isOver(comparedAt, settings.auditInterval())) {
            return;
        }
        comparedAt = clock.instant();
        boolean count = isOver(countedAt, settings.fullAuditInterval());
        if (count) {
            countedAt = comparedAt;
        }
        long differing = 0;
        for (var pool : kept) {
            var look = looks.get(pool.poolId());
            if (count || drifted.contains(pool.poolId())) {
                differing += judge(pool, () -> counted(pool.poolId()));
            } else if (look == null
                    || ended.contains(pool.poolId())
                    || PoolAudits.driftFromRow(pool, 0, look) > 0) {
                // Much of it is only under way: the two were not read at the same moment.
                differing += judge(pool, () -> audits.driftFromRow(pool.poolId()));
            }
        }
        drift.set(differing);
    }

    private boolean isOver(Instant since, Duration interval) {
        return !clock.instant().isBefore(since.plus(interval));
    }

    private long counted(UUID poolId) {
        return audits.audit(poolId).map(PoolAudit::drift).orElse(0L);
    }

    /// @return by how many units the pool's books differ
    private long judge(PoolRow pool, Comparison comparison) {
        try {
            long units = comparison.drift();
            if (units == 0) {
                drifted.remove(pool.poolId());
            } else if (!drifted.add(pool.poolId()) && pool.state() == PoolState.OPEN) {
                log.atError()
                        .addKeyValue("pool", pool.poolId())
                        .addKeyValue("drift", units)
                        .log("Redis and PostgreSQL differ; the pool is paused");
                pools.pause(pool.poolId(), PoolAudits.DRIFT);
            }
            return units;
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("pool", pool.poolId())
                    .setCause(e)
                    .log("a pool cannot be audited now");
            return 0;
        }
    }

    private interface Comparison {

        long drift();
    }
}
