package com.winemall.firstcome;

import com.winemall.firstcome.PoolScripts.Look;
import com.winemall.starter.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks after the pools, each at least every half second and at once when one is woken: Redis
/// follows PostgreSQL, what a dead instance left is written, what is over is closed, and a Redis
/// that has forgotten is filled anew.
///
/// However many pools there are, a look at all of them is two queries and one round trip to Redis.
/// More is asked only about those to which something has happened.
class Keeper extends Worker {

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final WokenPools woken;
    private final JdbcPools rows;
    private final JdbcPlaces places;
    private final PoolScripts scripts;
    private final PoolCare care;
    private final Pools pools;
    private final DriftWatch watch;
    private final Clock clock;
    private final FirstComeSettings settings;

    private Instant keptAt = Instant.EPOCH;

    Keeper(
            WokenPools woken,
            JdbcPools rows,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolCare care,
            Pools pools,
            DriftWatch watch,
            Clock clock,
            FirstComeSettings settings) {
        super("keep-pools");
        this.woken = woken;
        this.rows = rows;
        this.places = places;
        this.scripts = scripts;
        this.care = care;
        this.pools = pools;
        this.watch = watch;
        this.clock = clock;
        this.settings = settings;
    }

    /// After the commits it writes with, and stopped before them.
    @Override
    public int getPhase() {
        return 2;
    }

    @Override
    protected void work() throws InterruptedException {
        while (isRunning()) {
            try {
                var now = clock.instant();
                var left = settings.keepInterval().minus(Duration.between(keptAt, now));
                woken.await(left).forEach(poolId -> keep(poolId, () -> care.keep(poolId)));
                if (!clock.instant().isBefore(keptAt.plus(settings.keepInterval()))) {
                    keptAt = clock.instant();
                    keepAll();
                }
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().setCause(e).log("the pools cannot be looked after now");
            }
        }
    }

    private void keepAll() {
        Set<UUID> ended = new HashSet<>(places.poolsWithUntold());
        var kept = rows.kept();
        kept.stream().filter(this::isToBeClosed).forEach(pool -> pools.close(pool.poolId()));
        var looks = scripts.looks(kept.stream().map(PoolRow::poolId).toList());
        watch.compare(kept, looks, ended);
        for (var pool : kept) {
            keep(pool, looks.get(pool.poolId()), ended.remove(pool.poolId()));
        }
        // What ends after its pool has settled.
        ended.forEach(poolId -> keep(poolId, () -> care.keep(poolId)));
    }

    private boolean isToBeClosed(PoolRow pool) {
        return pool.closesAt() != null
                && !pool.isOver()
                && !clock.instant().isBefore(pool.closesAt());
    }

    private void keep(PoolRow pool, @Nullable Look look, boolean ended) {
        keep(
                pool.poolId(),
                () -> {
                    if (look == null) {
                        care.keep(pool.poolId());
                    } else {
                        care.keep(pool, look, ended);
                    }
                });
    }

    /// One pool that cannot be looked after must not keep the others from it.
    private static void keep(UUID poolId, Runnable caring) {
        try {
            caring.run();
        } catch (DataAccessException | TransactionException e) {
            log.atWarn().addKeyValue("pool", poolId).setCause(e).log("a pool waits to be kept");
        }
    }
}
