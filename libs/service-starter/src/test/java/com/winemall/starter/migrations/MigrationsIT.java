package com.winemall.starter.migrations;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@NeedsBackends
class MigrationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVICE = "com.winemall.starter.TestService";
    private static final String USER = "postgres";
    private static final String PASSWORD = "postgres";

    @TempDir private Path directory;
    private String url;
    private JdbcClient jdbc;
    private Flyway flyway;

    @BeforeEach
    void prepare() {
        url = Backends.get().freshDatabase();
        var database = new DriverManagerDataSource(url, USER, PASSWORD);
        jdbc = JdbcClient.create(database);
        flyway =
                Flyway.configure()
                        .dataSource(database)
                        .locations("classpath:db/starter", "classpath:db/migration")
                        .outOfOrder(true)
                        .load();
    }

    @Test
    void a_process_that_only_migrates_needs_nothing_but_the_database_and_ends_well()
            throws Exception {
        var ended = run("only", "--winemall.kafka.servers=127.0.0.1:1");

        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(tables()).contains("outbox", "dead_letter", "effect");
    }

    @Test
    void a_process_that_awaits_what_nobody_does_says_so_and_ends() throws Exception {
        var ended = run("await", "--winemall.migrations-await-max=1s");

        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said())
                .contains("migrations after 1 s of waiting; the first is 0.1 (create outbox)")
                .contains("Run this version once with winemall.migrations=only");
        assertThat(tables()).doesNotContain("outbox");
    }

    @Test
    void who_awaits_the_schema_goes_on_when_somebody_else_has_migrated_it() throws Exception {
        var waiting = CompletableFuture.runAsync(() -> awaitSchema(PATIENCE));
        assertThatThrownBy(() -> waiting.get(1, SECONDS)).isInstanceOf(TimeoutException.class);

        flyway.migrate();

        assertThat(waiting).succeedsWithin(PATIENCE);
    }

    @Test
    void a_schema_that_is_newer_than_the_version_that_awaits_it_will_do() {
        flyway.migrate();
        jdbc.sql(
                        """
                        insert into flyway_schema_history
                        select 1000, '1000', 'of a later version', 'SQL', 'V1000__of.sql', 1,
                               installed_by, installed_on, 1, true
                        from flyway_schema_history
                        limit 1
                        """)
                .update();

        awaitSchema(Duration.ZERO);
    }

    @Test
    void a_schema_of_other_migrations_than_those_this_version_brings_will_not_do() {
        flyway.migrate();
        jdbc.sql("update flyway_schema_history set checksum = checksum + 1 where version = '0.1'")
                .update();

        assertThatThrownBy(() -> awaitSchema(Duration.ZERO))
                .isInstanceOf(FlywayValidateException.class);
    }

    private void awaitSchema(Duration max) {
        var settings = new MigrationSettings(Migrations.AWAIT, max, Duration.ofMillis(50));
        new AwaitedSchema(settings, Clock.systemUTC()).migrate(flyway);
    }

    private List<String> tables() {
        return jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list();
    }

    /// Runs the service in a process of its own, until it ends by itself.
    private Ended run(String migrations, String... more)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var log = directory.resolve("service.log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SERVICE,
                                "--server.port=0",
                                "--winemall.migrations=" + migrations,
                                "--spring.datasource.url=" + url,
                                "--spring.datasource.username=" + USER,
                                "--spring.datasource.password=" + PASSWORD));
        command.addAll(List.of(more));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            process.onExit().get(PATIENCE.toSeconds(), SECONDS);
            return new Ended(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ended(int exitCode, String said) {}
}
