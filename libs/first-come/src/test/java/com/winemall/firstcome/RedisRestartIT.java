package com.winemall.firstcome;

import static com.winemall.firstcome.TestPools.PATIENCE;
import static com.winemall.firstcome.TestPools.arrival;
import static com.winemall.firstcome.TestPools.people;
import static com.winemall.firstcome.TestPools.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.embedded.FreePorts;
import com.winemall.embedded.RedisServer;
import com.winemall.test.ServiceTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A Redis of this test's own is killed in the middle of a crowd and started again over what its
/// append-only file has kept, which may lack the last second.
@ServiceTest
class RedisRestartIT {

    @TempDir private static Path directory;
    private static final int PORT = FreePorts.one();
    private static RedisServer server;

    private final Door door;
    private final Pools pools;
    private final PoolAudits audits;
    private final JdbcClient jdbc;

    RedisRestartIT(Door door, Pools pools, PoolAudits audits, JdbcClient jdbc) {
        this.door = door;
        this.pools = pools;
        this.audits = audits;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        startRedis();
        registry.add("spring.data.redis.url", () -> "redis://127.0.0.1:" + PORT);
        registry.add("spring.data.redis.timeout", () -> "1s");
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void killed_in_the_middle_of_a_crowd_it_costs_nobody_their_place() {
        var pool = terms(300).poolId();
        pools.open(new PoolTerms(pool, 300, 1, true, 0, Instant.now().minusSeconds(1), null));
        var told = new AtomicInteger();

        var answers =
                TestPools.crowd(
                        people(1_000),
                        person -> {
                            var answer = persistently(pool, person);
                            if (told.incrementAndGet() == 200) {
                                killRedis();
                                startRedis();
                            }
                            return answer;
                        });

        Map<UUID, Answer> admitted = new HashMap<>();
        for (var answer : answers) {
            switch (answer) {
                case Answer.Admitted in -> admitted.put(in.place().person(), answer);
                // Admitted by a call whose answer was lost.
                case Answer.AlreadyIn in -> admitted.put(in.place().person(), answer);
                default -> assertThat(answer).isInstanceOf(Answer.Waiting.class);
            }
        }
        assertThat(admitted).hasSize(300);
        assertThat(
                        jdbc.sql("select count(distinct person) from ware where pool_id = :pool")
                                .param("pool", pool)
                                .query(Integer.class)
                                .single())
                .isEqualTo(300);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> {
                    var audit = audits.audit(pool).orElseThrow();
                    assertThat(audit.drift()).as(audit.toString()).isZero();
                    assertThat(audit.redis().held()).isEqualTo(300);
                    assertThat(audit.redis().waiting()).isEqualTo(700);
                });
    }

    @Test
    void while_it_is_away_the_door_says_so_at_once_and_postgresql_is_shown() {
        var terms = terms(3);
        pools.open(terms);
        door.enter(terms.poolId(), arrival(UUID.randomUUID()));

        killRedis();
        try {
            long start = System.nanoTime();
            assertThatThrownBy(() -> door.enter(terms.poolId(), arrival(UUID.randomUUID())))
                    .isInstanceOf(DataAccessException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(pools.find(terms.poolId()).orElseThrow().free()).isEqualTo(2);
            pools.grow(terms.poolId(), 1);
        } finally {
            startRedis();
        }

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> audits.audit(terms.poolId()).orElseThrow().redis().free() == 3);
        assertThat(persistently(terms.poolId(), UUID.randomUUID()))
                .isInstanceOf(Answer.Admitted.class);
    }

    /// As a customer who tries again while the shop says it cannot tell.
    private Answer persistently(UUID pool, UUID person) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(
                        () -> door.enter(pool, arrival(person)),
                        answer ->
                                !(answer instanceof Answer.NotReady
                                        || answer instanceof Answer.Refused));
    }

    private static void startRedis() {
        server =
                RedisServer.start(
                        Path.of(System.getProperty("java.io.tmpdir"), "winemall-test-binaries"),
                        directory,
                        PORT,
                        Path.of("target", "redis-restart.log"));
    }

    private static void killRedis() {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        server.close();
    }
}
