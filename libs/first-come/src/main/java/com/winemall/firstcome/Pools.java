package com.winemall.firstcome;

import com.winemall.firstcome.JdbcPlaces.Sums;
import com.winemall.firstcome.PoolScripts.Look;
import com.winemall.starter.commit.AfterCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The life of pools. Each method writes PostgreSQL, in the transaction under way if there is one,
/// and lets Redis follow: before it returns if it was its own transaction, else soon after the
/// commit. If Redis is away, it follows when it is back. All may be repeated.
public class Pools {

    private static final Logger log = LoggerFactory.getLogger(Pools.class);

    private final JdbcPools rows;
    private final JdbcPlaces places;
    private final PoolScripts scripts;
    private final PoolCare care;
    private final WokenPools woken;
    private final TransactionOperations transaction;

    Pools(
            JdbcPools rows,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolCare care,
            WokenPools woken,
            TransactionOperations transaction) {
        this.rows = rows;
        this.places = places;
        this.scripts = scripts;
        this.care = care;
        this.woken = woken;
        this.transaction = transaction;
    }

    /// A pool that exists stays as it is.
    public void open(PoolTerms terms) {
        change(terms.poolId(), () -> rows.insert(terms));
    }

    /// Nobody new comes in. Whoever is in stays so, and the line keeps its order.
    ///
    /// @param reason for whoever looks at it
    public void pause(UUID poolId, String reason) {
        change(poolId, () -> rows.move(poolId, List.of(PoolState.OPEN), PoolState.PAUSED, reason));
    }

    public void resume(UUID poolId) {
        change(poolId, () -> rows.move(poolId, List.of(PoolState.PAUSED), PoolState.OPEN, null));
    }

    /// Adds units; people in line get them first. Unlike the others this counts each time.
    public void grow(UUID poolId, long units) {
        change(poolId, () -> rows.grow(poolId, units));
    }

    /// Nobody comes in any more. Admissions Redis made before it heard of it hold;
    /// [PoolOwner#settled] is told when all of them are written.
    public void close(UUID poolId) {
        change(
                poolId,
                () ->
                        rows.move(
                                poolId,
                                List.of(PoolState.OPEN, PoolState.PAUSED),
                                PoolState.CLOSED,
                                null));
    }

    /// A pool as Redis knows it, or PostgreSQL if Redis cannot be asked.
    public Optional<PoolView> find(UUID poolId) {
        return Optional.ofNullable(findAll(List.of(poolId)).get(poolId));
    }

    /// Those there are of these pools, each as Redis knows it, or PostgreSQL if Redis cannot be
    /// asked. However many they are, each of the two is asked once.
    public Map<UUID, PoolView> findAll(Collection<UUID> poolIds) {
        var found = rows.findAll(poolIds);
        var looks = looks(found);
        Map<UUID, PoolView> views = new HashMap<>();
        List<PoolRow> unseen = new ArrayList<>();
        for (var pool : found) {
            var look = looks.get(pool.poolId());
            if (look != null && look.epoch() == pool.epoch() && look.sameRun()) {
                views.put(pool.poolId(), fromRedis(pool, look));
            } else {
                unseen.add(pool);
            }
        }
        if (!unseen.isEmpty()) {
            var sums = places.sums(unseen.stream().map(PoolRow::poolId).toList());
            unseen.forEach(pool ->
                    views.put(
                            pool.poolId(),
                            fromRows(pool, sums.getOrDefault(pool.poolId(), Sums.NONE))));
        }
        return views;
    }

    private Map<UUID, Look> looks(List<PoolRow> found) {
        try {
            return scripts.looks(
                    found.stream()
                            .filter(pool -> pool.state() != PoolState.SETTLED)
                            .map(PoolRow::poolId)
                            .toList());
        } catch (DataAccessException e) {
            log.atDebug().setCause(e).log("Redis cannot be asked; PostgreSQL is");
            return Map.of();
        }
    }

    private static PoolView fromRedis(PoolRow pool, Look look) {
        return new PoolView(
                pool.poolId(),
                pool.state(),
                pool.pauseReason(),
                look.quantity(),
                look.free(),
                look.held(),
                look.sold(),
                look.withdrawn(),
                look.waiting());
    }

    private static PoolView fromRows(PoolRow pool, Sums sums) {
        long left = pool.quantity() - sums.held() - sums.sold();
        return new PoolView(
                pool.poolId(),
                pool.state(),
                pool.pauseReason(),
                pool.quantity(),
                pool.isOver() ? 0 : left,
                sums.held(),
                sums.sold(),
                pool.isOver() ? left : 0,
                sums.waiting());
    }

    private void change(UUID poolId, Runnable change) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            change.run();
            AfterCommit.run(() -> woken.wake(poolId));
            return;
        }
        transaction.executeWithoutResult(_ -> change.run());
        try {
            care.keep(poolId);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("pool", poolId)
                    .setCause(e)
                    .log("Redis follows when it is back");
        }
    }
}
