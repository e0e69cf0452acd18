package com.winemall.firstcome;

import com.winemall.firstcome.PoolScripts.Look;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Compares what Redis and PostgreSQL say about a pool.
public class PoolAudits {

    /// Why a pool whose books differ is paused.
    public static final String DRIFT = "DRIFT";

    private static final int READS_MAX = 10;

    private final JdbcPools pools;
    private final JdbcPlaces places;
    private final PoolScripts scripts;

    PoolAudits(JdbcPools pools, JdbcPlaces places, PoolScripts scripts) {
        this.pools = pools;
        this.places = places;
        this.scripts = scripts;
    }

    /// Reads PostgreSQL between two looks at Redis, until nothing has moved in between; of a pool
    /// that never rests, the smallest difference is taken. Every place of the pool is counted.
    ///
    /// @return empty if there is no such pool
    /// @throws org.springframework.dao.DataAccessException if one of the two cannot be asked
    public Optional<PoolAudit> audit(UUID poolId) {
        return atRest(
                poolId,
                pool -> {
                    var sums = places.sums(pool.poolId());
                    return look -> audit(pool, sums, look);
                },
                PoolAudit::drift);
    }

    /// The units by which Redis differs from the pool's row. The row's own count of places is
    /// believed, so it costs the same for three places and for a million; what it cannot see is a
    /// row that differs from its places, and a line that does.
    long driftFromRow(UUID poolId) {
        return atRest(
                        poolId,
                        pool -> {
                            long untold = places.untoldUnits(pool.poolId());
                            return look -> driftFromRow(pool, untold, look);
                        },
                        drift -> drift)
                .orElse(0L);
    }

    /// @param untold units that are back and of which Redis has not heard
    static long driftFromRow(PoolRow pool, long untold, Look look) {
        long sum = look.free() + look.held() + look.sold() + look.withdrawn();
        long inRedis = look.held() + look.sold() - look.unwritten();
        return Math.abs(look.quantity() - sum)
                + Math.abs(inRedis - pool.taken() - untold)
                + Math.abs(pool.quantity() - look.quantity());
    }

    /// @param reading what of PostgreSQL a comparison needs besides the row
    private <T> Optional<T> atRest(
            UUID poolId, Function<PoolRow, Function<Look, T>> reading, ToLongFunction<T> driftOf) {
        Optional<T> best = Optional.empty();
        var before = scripts.look(poolId);
        for (int i = 0; i < READS_MAX; i++) {
            var pool = pools.find(poolId);
            if (pool.isEmpty()) {
                return Optional.empty();
            }
            var comparison = reading.apply(pool.get());
            var after = scripts.look(poolId);
            var result = comparison.apply(after);
            long drift = driftOf.applyAsLong(result);
            if (best.isEmpty() || drift < driftOf.applyAsLong(best.get())) {
                best = Optional.of(result);
            }
            if (drift == 0 || (before.equals(after) && i > 1)) {
                return Optional.of(result);
            }
            before = after;
        }
        return best;
    }

    private static PoolAudit audit(PoolRow pool, JdbcPlaces.Sums sums, Look look) {
        long left = pool.quantity() - sums.held() - sums.sold();
        var database =
                new PoolAudit.Side(
                        pool.isOver() ? 0 : left,
                        sums.held(),
                        sums.sold(),
                        pool.isOver() ? left : 0,
                        sums.waiting(),
                        sums.untold(),
                        pool.epoch());
        if (!look.isThere() && pool.state() == PoolState.SETTLED) {
            return new PoolAudit(
                    pool.poolId(), pool.quantity(), bookDrift(pool, sums), database, database);
        }
        var redis =
                new PoolAudit.Side(
                        look.free(),
                        look.held(),
                        look.sold(),
                        look.withdrawn(),
                        look.waiting(),
                        look.unwritten(),
                        look.epoch());
        long drift =
                driftFromRow(pool, sums.untold(), look)
                        + bookDrift(pool, sums)
                        + (look.entries() == 0 ? Math.abs(look.waiting() - sums.waiting()) : 0);
        return new PoolAudit(pool.poolId(), pool.quantity(), drift, redis, database);
    }

    /// By how much a pool's row differs from its places.
    private static long bookDrift(PoolRow pool, JdbcPlaces.Sums sums) {
        return Math.abs(pool.taken() - sums.held() - sums.sold());
    }
}
