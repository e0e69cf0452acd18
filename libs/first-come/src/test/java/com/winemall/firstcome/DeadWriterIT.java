package com.winemall.firstcome;

import static com.winemall.firstcome.TestPools.PATIENCE;
import static com.winemall.firstcome.TestPools.arrival;
import static com.winemall.firstcome.TestPools.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.test.ServiceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An instance dies in the middle of a crowd, wherever it hurts; this one goes on alone.
@ServiceTest
class DeadWriterIT {

    private static final int UNITS = 200;

    private final Door door;
    private final Pools pools;
    private final Places places;
    private final PoolAudits audits;
    private final JdbcClient jdbc;
    private final Environment environment;

    @TempDir private Path directory;

    DeadWriterIT(
            Door door,
            Pools pools,
            Places places,
            PoolAudits audits,
            JdbcClient jdbc,
            Environment environment) {
        this.door = door;
        this.pools = pools;
        this.places = places;
        this.audits = audits;
        this.jdbc = jdbc;
        this.environment = environment;
    }

    @ParameterizedTest
    @EnumSource(DyingShop.When.class)
    void whoever_was_told_is_in_the_books_and_no_unit_is_lost(DyingShop.When when)
            throws InterruptedException {
        var pool = terms(UNITS);
        pools.open(pool);
        var told = directory.resolve("told");

        var dying = dyingShop(pool.poolId(), when, told);
        assertThat(dying.waitFor(PATIENCE.multipliedBy(2).toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(dying.exitValue()).isEqualTo(DyingShop.EXIT_CODE);

        var promised = read(told);
        assertThat(people(pool.poolId())).containsAll(promised);
        int before = people(pool.poolId()).size();
        assertThat(before).as("it died in the middle").isLessThan(UNITS);
        await("what it had not written is written by another")
                .atMost(PATIENCE)
                .until(() -> audits.audit(pool.poolId()).orElseThrow().redis().underWay() == 0);
        while (!(door.enter(pool.poolId(), arrival(UUID.randomUUID())) instanceof Answer.SoldOut)) {
            assertThat(people(pool.poolId()).size()).isLessThanOrEqualTo(UNITS);
        }

        assertThat(people(pool.poolId())).hasSize(UNITS).containsAll(promised);
        assertThat(places.admitted(pool.poolId(), 0, UNITS + 1))
                .hasSize(UNITS)
                .last()
                .extracting(Place::number)
                .isEqualTo((long) UNITS);
        assertThat(audits.audit(pool.poolId()).orElseThrow().drift()).isZero();
    }

    private Process dyingShop(UUID pool, DyingShop.When when, Path told) {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingShop.class.getName(),
                        "--server.port=0",
                        "--spring.datasource.url=" + setting("spring.datasource.url"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--spring.data.redis.host=" + setting("spring.data.redis.host"),
                        "--spring.data.redis.port=" + setting("spring.data.redis.port"),
                        "--winemall.kafka.servers=" + setting("winemall.kafka.servers"),
                        "--winemall.tokens.keys=" + setting("winemall.tokens.keys"),
                        // Small ones, so that there is a middle to die in.
                        "--winemall.first-come.batch-max=20",
                        "--dying.pool=" + pool,
                        "--dying.when=" + when,
                        "--dying.told=" + told);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(Path.of("target", "dying-shop.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String setting(String name) {
        return environment.getRequiredProperty(name);
    }

    private Set<UUID> people(UUID pool) {
        return new HashSet<>(
                jdbc.sql("select person from ware where pool_id = :pool")
                        .param("pool", pool)
                        .query((row, _) -> row.getObject("person", UUID.class))
                        .list());
    }

    private static Set<UUID> read(Path told) {
        try {
            Set<UUID> people = new HashSet<>();
            // The last line may have been cut off.
            for (var line : Files.readString(told).split("\n", -1)) {
                if (line.length() == UUID.randomUUID().toString().length()) {
                    people.add(UUID.fromString(line));
                }
            }
            return people;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
