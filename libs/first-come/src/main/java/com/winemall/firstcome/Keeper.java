package com.winemall.firstcome;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks after the pools, each at least every half second and at once when one is woken: Redis
/// follows PostgreSQL, what a dead instance left is written, what is over is closed, and a Redis
/// that has forgotten is filled anew.
class Keeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final WokenPools woken;
    private final JdbcPools rows;
    private final JdbcPlaces places;
    private final PoolCare care;
    private final Pools pools;
    private final PoolAudits audits;
    private final Clock clock;
    private final FirstComeSettings settings;
    private final Set<UUID> drifted = new HashSet<>();
    private final AtomicLong drift = new AtomicLong();

    private volatile @Nullable Thread worker;
    private volatile boolean running;
    private Instant keptAt = Instant.EPOCH;
    private Instant auditedAt = Instant.EPOCH;

    Keeper(
            WokenPools woken,
            JdbcPools rows,
            JdbcPlaces places,
            PoolCare care,
            Pools pools,
            PoolAudits audits,
            Clock clock,
            FirstComeSettings settings,
            MeterRegistry meters) {
        this.woken = woken;
        this.rows = rows;
        this.places = places;
        this.care = care;
        this.pools = pools;
        this.audits = audits;
        this.clock = clock;
        this.settings = settings;
        Gauge.builder("winemall.pool.drift", drift, AtomicLong::get)
                .description("units by which Redis and PostgreSQL differed when last compared")
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().name("keep-pools").start(this::work);
    }

    @Override
    public void stop() {
        running = false;
        try {
            Objects.requireNonNull(worker).join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After the commits it writes with, and stopped before them.
    @Override
    public int getPhase() {
        return 2;
    }

    private void work() {
        while (running) {
            try {
                var now = clock.instant();
                var left = settings.keepInterval().minus(Duration.between(keptAt, now));
                woken.await(left).forEach(this::keep);
                if (!clock.instant().isBefore(keptAt.plus(settings.keepInterval()))) {
                    keptAt = clock.instant();
                    keepAll();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().setCause(e).log("the pools cannot be looked after now");
            }
        }
    }

    private void keepAll() {
        boolean audit = !clock.instant().isBefore(auditedAt.plus(settings.auditInterval()));
        if (audit) {
            auditedAt = clock.instant();
        }
        long differing = 0;
        Set<UUID> kept = new HashSet<>(places.poolsWithUntold());
        for (var pool : rows.kept()) {
            if (pool.closesAt() != null
                    && !pool.isOver()
                    && !clock.instant().isBefore(pool.closesAt())) {
                pools.close(pool.poolId());
            }
            kept.add(pool.poolId());
            if (audit) {
                differing += compare(pool);
            }
        }
        if (audit) {
            drift.set(differing);
        }
        kept.forEach(this::keep);
    }

    /// One pool that cannot be looked after must not keep the others from it.
    private void keep(UUID poolId) {
        try {
            care.keep(poolId);
        } catch (DataAccessException | TransactionException e) {
            log.atWarn().addKeyValue("pool", poolId).setCause(e).log("a pool waits to be kept");
        }
    }

    /// A pool whose books differ twice in a row gives out nothing more until somebody has looked.
    ///
    /// @return by how many units they differ
    private long compare(PoolRow pool) {
        try {
            long units = audits.audit(pool.poolId()).map(PoolAudit::drift).orElse(0L);
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
}
