package com.winemall.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/// A PostgreSQL server of its own process, listening on loopback, trusting whoever is there. It
/// goes on when this JVM ends unless [#close()] stops it.
public final class PostgresServer implements AutoCloseable {

    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(90);

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Starts the server over the data it finds, or over a new, empty cluster.
    ///
    /// @param binaries where the server's own files are unpacked once and kept
    /// @param data the cluster's directory; it is never cleaned
    /// @param log what the server prints is appended here
    /// @throws UncheckedIOException if it is not ready within a minute and a half
    public static PostgresServer start(Path binaries, Path data, int port, Path log) {
        try {
            return new PostgresServer(
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(binaries.toFile())
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPort(port)
                            .setPGStartupWait(STARTUP_PATIENCE)
                            .setOutputRedirector(Redirect.appendTo(log.toFile()))
                            .setErrorRedirector(Redirect.appendTo(log.toFile()))
                            .setLocaleConfig("locale", "C.UTF-8")
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            // The library starts its server for tests: both are off by default.
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("shared_buffers", "128MB")
                            .setServerConfig("max_wal_size", "2GB")
                            .setServerConfig("checkpoint_timeout", "15min")
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start; see " + log, e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// The superuser's door to a database.
    public DataSource database(String name) {
        return server.getDatabase("postgres", name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
