package com.winemall.firstcome;

import com.winemall.firstcome.PoolScripts.Look;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// What a pool needs from time to time. Each of these may be done by several instances, and twice.
class PoolCare {

    private static final Logger log = LoggerFactory.getLogger(PoolCare.class);

    private final JdbcPools pools;
    private final JdbcPlaces places;
    private final PoolScripts scripts;
    private final EntryWriter writer;
    private final Statistics statistics;
    private final PoolOwner owner;
    private final Clock clock;
    private final TransactionOperations transaction;
    private final FirstComeSettings settings;

    PoolCare(
            JdbcPools pools,
            JdbcPlaces places,
            PoolScripts scripts,
            EntryWriter writer,
            Statistics statistics,
            PoolOwner owner,
            Clock clock,
            TransactionOperations transaction,
            FirstComeSettings settings) {
        this.pools = pools;
        this.places = places;
        this.scripts = scripts;
        this.writer = writer;
        this.statistics = statistics;
        this.owner = owner;
        this.clock = clock;
        this.transaction = transaction;
        this.settings = settings;
    }

    /// Brings Redis to where PostgreSQL is, and PostgreSQL to what Redis decided.
    void keep(UUID poolId) {
        pools.find(poolId).ifPresent(pool -> keep(pool, scripts.look(poolId), true));
    }

    /// The same for whoever has looked already: a pool to which nothing has happened is left alone.
    ///
    /// @param pool as it was before the look
    /// @param ended whether Redis has not heard of all ends of its places
    void keep(PoolRow pool, Look look, boolean ended) {
        if (pool.state() != PoolState.SETTLED) {
            boolean forgotten = isForgotten(look, pool);
            if (forgotten) {
                rebuild(pool.poolId());
            }
            if (forgotten || !agree(look, pool)) {
                follow(pool.poolId());
            }
            if (look.entries() > 0) {
                writer.write(scripts.takeOver(pool.poolId()));
            }
        }
        if (ended) {
            tell(pool);
        }
        if (look.lineMoved()) {
            tellPositions(pool.poolId());
        }
        if (ended || look.counts() > 0) {
            statistics.writeDown(pool.poolId());
        }
        switch (pool.state()) {
            case OPEN, PAUSED -> {}
            case CLOSED -> settle(pool.poolId());
            case SETTLED -> scripts.expire(pool.poolId(), settings.keep());
        }
    }

    private static boolean agree(Look look, PoolRow pool) {
        return look.state().equals(pool.doorState()) && look.quantity() == pool.quantity();
    }

    private boolean isForgotten(Look look, PoolRow pool) {
        // One that was under way in a Redis that has since been started anew is nobody's.
        if (look.state().equals("REBUILDING") && look.sameRun()) {
            return look.rebuilding().compareTo(settings.rebuildPatience()) > 0;
        }
        return !look.isThere() || !look.sameRun() || look.epoch() != pool.epoch();
    }

    /// Fills Redis from PostgreSQL, under a new epoch. The pool's row stays locked meanwhile, so
    /// nothing is written that is not recalled; what an older Redis decided is refused from then
    /// on.
    private void rebuild(UUID poolId) {
        Optional<PoolRow> rebuilt =
                Objects.requireNonNull(transaction.execute(_ -> rebuildLocked(poolId)));
        rebuilt.ifPresent(pool -> {
            offer(poolId, scripts.finish(pool).entries(1));
            log.atInfo()
                    .addKeyValue("pool", poolId)
                    .addKeyValue("epoch", pool.epoch())
                    .log("Redis knows the pool");
        });
    }

    private Optional<PoolRow> rebuildLocked(UUID poolId) {
        var locked = pools.lock(List.of(poolId)).get(poolId);
        if (locked == null || !isForgotten(scripts.look(poolId), locked)) {
            return Optional.empty();
        }
        int epoch = locked.epoch() + 1;
        pools.beginEpoch(poolId, epoch);
        pools.countUntold(poolId);
        places.allTold(poolId);
        var pool = pools.find(poolId).orElseThrow();
        var last = places.last(poolId);
        scripts.rebuild(pool, last.ticket(), last.number());
        var chunk = places.standing(poolId, 0, settings.chunk());
        while (!chunk.isEmpty()) {
            scripts.recall(poolId, chunk);
            long upTo = chunk.getLast().place().ticket();
            chunk = places.standing(poolId, upTo, settings.chunk());
        }
        return Optional.of(pool);
    }

    private void follow(UUID poolId) {
        var pool = pools.find(poolId).orElseThrow();
        var look = scripts.look(poolId);
        if (look.epoch() == pool.epoch() && !agree(look, pool)) {
            var reply = scripts.follow(pool);
            if (reply.text(0).equals("DONE")) {
                offer(poolId, reply.entries(1));
            }
        }
    }

    /// Tells Redis which admissions have ended, and writes who got their units.
    private void tell(PoolRow pool) {
        var ends = places.untold(pool.poolId(), settings.chunk());
        while (!ends.isEmpty() && tell(pool, ends)) {
            ends = places.untold(pool.poolId(), settings.chunk());
        }
    }

    /// @return whether there may be more to tell
    private boolean tell(PoolRow pool, List<UntoldEnd> ends) {
        List<UntoldEnd> told = new ArrayList<>();
        List<Entry> offered = new ArrayList<>();
        for (var end : ends) {
            var reply = scripts.end(end);
            if (reply.text(0).equals("DONE")) {
                told.add(end);
                offered.addAll(reply.entries(1));
            }
        }
        places.told(told);
        offer(pool.poolId(), offered);
        if (told.size() < ends.size() && pool.state() == PoolState.SETTLED) {
            // Redis has forgotten a pool that is over: there is nobody to tell.
            transaction.executeWithoutResult(_ -> {
                pools.countUntold(pool.poolId());
                places.allTold(pool.poolId());
            });
        }
        return told.size() == ends.size();
    }

    private void tellPositions(UUID poolId) {
        var at = clock.instant();
        var head = scripts.head(poolId);
        if (!head.isEmpty()) {
            transaction.executeWithoutResult(_ -> owner.moved(poolId, head, at));
        }
    }

    private void settle(UUID poolId) {
        var look = scripts.look(poolId);
        if (!look.state().equals("CLOSED")
                || look.entries() > 0
                || !places.untold(poolId, 1).isEmpty()) {
            return;
        }
        statistics.writeDown(poolId);
        transaction.executeWithoutResult(_ -> {
            if (pools.move(poolId, List.of(PoolState.CLOSED), PoolState.SETTLED, null)) {
                var pool = pools.find(poolId).orElseThrow();
                owner.settled(poolId, pool.quantity() - pool.taken());
            }
        });
        scripts.expire(poolId, settings.keep());
    }

    /// Writes who was served from the line, and goes on while there is somebody to serve.
    private void offer(UUID poolId, List<Entry> entries) {
        writer.write(entries);
        int served = entries.size();
        while (served == settings.chunk()) {
            var more = scripts.serve(poolId);
            writer.write(more);
            served = more.size();
        }
    }
}
