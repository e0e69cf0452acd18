package com.winemall.firstcome;

import com.winemall.firstcome.PoolScripts.Look;
import java.util.Optional;
import java.util.UUID;

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
    /// that never rests, the smallest difference is taken.
    ///
    /// @return empty if there is no such pool
    /// @throws org.springframework.dao.DataAccessException if one of the two cannot be asked
    public Optional<PoolAudit> audit(UUID poolId) {
        Optional<PoolAudit> best = Optional.empty();
        var before = scripts.look(poolId);
        for (int i = 0; i < READS_MAX; i++) {
            var pool = pools.find(poolId);
            if (pool.isEmpty()) {
                return Optional.empty();
            }
            var sums = places.sums(poolId);
            var after = scripts.look(poolId);
            var audit = audit(pool.get(), sums, after);
            if (best.isEmpty() || audit.drift() < best.get().drift()) {
                best = Optional.of(audit);
            }
            if (audit.drift() == 0 || (before.equals(after) && i > 1)) {
                return Optional.of(audit);
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
        long sum = look.free() + look.held() + look.sold() + look.withdrawn();
        long inRedis = look.held() + look.sold() - look.unwritten();
        long inDatabase = sums.held() + sums.sold() + sums.untold();
        long drift =
                Math.abs(look.quantity() - sum)
                        + Math.abs(inRedis - inDatabase)
                        + Math.abs(pool.quantity() - look.quantity())
                        + bookDrift(pool, sums)
                        + (look.entries() == 0 ? Math.abs(look.waiting() - sums.waiting()) : 0);
        return new PoolAudit(pool.poolId(), pool.quantity(), drift, redis, database);
    }

    /// By how much a pool's row differs from its places.
    private static long bookDrift(PoolRow pool, JdbcPlaces.Sums sums) {
        return Math.abs(pool.taken() - sums.held() - sums.sold());
    }
}
