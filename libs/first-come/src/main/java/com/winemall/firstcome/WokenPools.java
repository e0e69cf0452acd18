package com.winemall.firstcome;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Pools somebody has changed in PostgreSQL and that Redis is to follow at once. One that does not
/// fit is looked after a moment later anyway.
class WokenPools {

    private static final int MAX = 10_000;

    private final BlockingQueue<UUID> woken = new LinkedBlockingQueue<>(MAX);

    void wake(UUID poolId) {
        woken.offer(poolId);
    }

    /// Waits for the first one, if there is none.
    Set<UUID> await(Duration atMost) throws InterruptedException {
        Set<UUID> pools = new LinkedHashSet<>();
        var first = woken.poll(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        if (first != null) {
            pools.add(first);
            woken.drainTo(pools);
        }
        return pools;
    }
}
