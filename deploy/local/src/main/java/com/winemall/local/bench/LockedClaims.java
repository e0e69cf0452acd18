package com.winemall.local.bench;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// As shops often do it, kept only to be measured: a lock in Redis around reading a counter, taking
/// one from it and writing down who got it. The lock is done as well as it can be with one Redis: a
/// lease, an owner's token, and an unlock that takes away nobody else's lock.
final class LockedClaims implements Claims {

    private static final String LOCK = "bench:lock";
    private static final String LEFT = "bench:left";
    private static final String SERVED = "bench:served";
    private static final String LEASE_MILLIS = "10000";
    private static final long PAUSE_MIN_NANOS = 100_000;
    private static final long PAUSE_MAX_NANOS = 5_000_000;
    private static final String UNLOCK =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    private String unlock = "";

    @Override
    public String name() {
        return "a lock";
    }

    @Override
    public void open(RedisConnection redis, int units) {
        redis.ask("DEL", LOCK, LEFT, SERVED);
        redis.ask("SET", LEFT, Integer.toString(units));
        unlock = Objects.toString(redis.ask("SCRIPT", "LOAD", UNLOCK));
    }

    @Override
    public long claim(RedisConnection redis, String person) {
        lock(redis, person);
        try {
            if (Long.parseLong(Objects.toString(redis.ask("GET", LEFT))) == 0) {
                return 0;
            }
            redis.ask("DECR", LEFT);
            return Long.parseLong(Objects.toString(redis.ask("RPUSH", SERVED, person)));
        } finally {
            redis.ask("EVALSHA", unlock, "1", LOCK, person);
        }
    }

    /// Whoever does not get the lock asks again after a pause, longer each time and never twice the
    /// same: who is lucky then has nothing to do with who came first.
    private static void lock(RedisConnection redis, String token) {
        long pause = PAUSE_MIN_NANOS;
        while (redis.ask("SET", LOCK, token, "NX", "PX", LEASE_MILLIS) == null) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
            pause = Math.min(2 * pause, PAUSE_MAX_NANOS);
        }
    }
}
