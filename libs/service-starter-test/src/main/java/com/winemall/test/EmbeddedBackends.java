package com.winemall.test;

import com.winemall.embedded.FreePorts;
import com.winemall.embedded.KafkaBroker;
import com.winemall.embedded.PostgresServer;
import com.winemall.embedded.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/// Servers from Maven Central's jars, in a directory that goes with this JVM.
final class EmbeddedBackends implements Backends {

    /// Unpacked once for all modules: the binaries are the same everywhere.
    private static final Path BINARIES =
            Path.of(System.getProperty("java.io.tmpdir"), "winemall-test-binaries");

    private final Path directory = temporaryDirectory();
    private final List<AutoCloseable> toStop = new CopyOnWriteArrayList<>();
    private final AtomicInteger databases = new AtomicInteger();
    private final Lazy<PostgresServer> postgres = new Lazy<>(this::startPostgres);
    private final Lazy<KafkaBroker> kafka = new Lazy<>(this::startKafka);
    private final Lazy<RedisServer> redis = new Lazy<>(this::startRedis);

    EmbeddedBackends() {
        // After the contexts: a service that closes without its servers takes its time, and a
        // broker whose directory vanishes halts the JVM.
        SpringApplication.getShutdownHandlers().add(this::leaveNothingBehind);
    }

    @Override
    public String freshDatabase() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = postgres.get().database("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for this test", e);
        }
        return "jdbc:postgresql://127.0.0.1:" + postgres.get().port() + "/" + name;
    }

    @Override
    public String kafkaServers() {
        return kafka.get().bootstrapServers();
    }

    @Override
    public int redisPort() {
        return redis.get().port();
    }

    private PostgresServer startPostgres() {
        var server =
                PostgresServer.start(
                        BINARIES,
                        directory.resolve("postgres"),
                        FreePorts.one(),
                        directory.resolve("postgres.log"));
        toStop.add(server);
        return server;
    }

    private KafkaBroker startKafka() {
        var broker =
                KafkaBroker.start(directory.resolve("kafka"), FreePorts.one(), FreePorts.one());
        toStop.add(broker);
        return broker;
    }

    private RedisServer startRedis() {
        var server =
                RedisServer.start(
                        directory.resolve("redis-bin"),
                        directory.resolve("redis"),
                        FreePorts.one(),
                        directory.resolve("redis.log"));
        toStop.add(server);
        return server;
    }

    /// Servers first, then their directory.
    private void leaveNothingBehind() {
        try {
            for (var server : toStop) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a server of the tests cannot be stopped", e);
        }
        FileSystemUtils.deleteRecursively(directory.toFile());
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("winemall-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
