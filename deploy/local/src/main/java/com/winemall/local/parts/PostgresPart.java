package com.winemall.local.parts;

import com.winemall.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One PostgreSQL server with a database and a role for each service.
final class PostgresPart implements Part {

    static final int PORT = 54320;
    static final List<String> DATABASES =
            List.of("users", "products", "orders", "coupons", "orchestrator", "notifications");

    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_ORPHANS = Duration.ofSeconds(20);

    private final MallHome home;
    private final Path data;

    /// The last one this process has started. Its library locks the data until it is closed, also
    /// when the server itself is dead.
    private @Nullable PostgresServer server;

    PostgresPart(MallHome home) {
        this.home = home;
        this.data = home.data().resolve("postgres");
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Integer> ports() {
        return List.of(PORT);
    }

    /// The server writes its own process file.
    @Override
    public Optional<ProcessHandle> process() {
        var pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(line -> Long.parseLong(line.strip()))
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive)
                    .filter(PostgresPart::isPostgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        home.data();
        awaitOrphansGone();
        unlock();
        var started = PostgresServer.start(home.binaries(), data, PORT, home.log(name()));
        server = started;
        makeDatabases(started);
    }

    @Override
    public boolean isReady() {
        return isRunning() && Probe.listens(PORT);
    }

    @Override
    public void stop() {
        process()
                .ifPresent(process -> {
                    // SIGTERM would wait for every client to leave.
                    signal(process, "INT");
                    if (!ProcessEnd.hasEnded(process, PATIENCE_AT_STOP)) {
                        ProcessEnd.byForce(process);
                    }
                });
    }

    @Override
    public void kill() {
        process().ifPresent(ProcessEnd::byForce);
    }

    private void unlock() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lock on " + data + " is not given up", e);
        }
    }

    /// After a kill the children of the server notice one by one that it is gone, and hold on to
    /// its shared memory until then; a new server refuses to start beside them.
    private void awaitOrphansGone() {
        long deadline = System.nanoTime() + PATIENCE_WITH_ORPHANS.toNanos();
        while (ProcessHandle.allProcesses().anyMatch(this::isOrphan)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean isOrphan(ProcessHandle process) {
        return isPostgres(process)
                && process.info()
                        .command()
                        .map(command -> command.startsWith(home.binaries().toString()))
                        .orElse(false);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres") || command.endsWith("postgres.exe"))
                .orElse(true);
    }

    private static void makeDatabases(PostgresServer server) {
        try (var connection = server.database("postgres").getConnection()) {
            for (var name : DATABASES) {
                if (!exists(connection, name)) {
                    execute(connection, "create role %s login password '%s'".formatted(name, name));
                    execute(connection, "create database %s owner %s".formatted(name, name));
                    execute(
                            connection,
                            "revoke connect on database %s from public".formatted(name));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the databases cannot be made", e);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (var statement =
                connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            statement.setString(1, database);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            int exit =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (exit != 0 && process.isAlive()) {
                throw new IllegalStateException("kill ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
