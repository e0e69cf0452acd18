package com.winemall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/// A Redis server of its own process, listening on loopback, writing every command to its
/// append-only file. It goes on when this JVM ends unless [#close()] stops it.
public final class RedisServer implements AutoCloseable {

    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts the server over the data it finds, or empty.
    ///
    /// @param binaries where the server's program is unpacked once and kept
    /// @param data where the append-only file lives
    /// @throws UncheckedIOException if it does not answer within half a minute
    public static RedisServer start(Path binaries, Path data, int port, Path log) {
        try {
            var program = program(binaries);
            Files.createDirectories(data);
            var process =
                    new ProcessBuilder(
                                    program.toString(),
                                    "--bind",
                                    "127.0.0.1",
                                    "--port",
                                    Integer.toString(port),
                                    "--dir",
                                    data.toString(),
                                    "--appendonly",
                                    "yes",
                                    "--appendfsync",
                                    "everysec",
                                    "--save",
                                    "")
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .redirectError(Redirect.appendTo(log.toFile()))
                            .start();
            var server = new RedisServer(process, port);
            server.awaitReady(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start; see " + log, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Path program(Path binaries) throws IOException {
        var program = binaries.resolve("redis-server");
        if (Files.notExists(program)) {
            Files.createDirectories(binaries);
            // The library deletes what it unpacks when this JVM ends; the server may outlive it.
            var unpacked = ExecutableProvider.newJarResourceProvider().get().toPath();
            Files.copy(unpacked, program);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
        }
        return program;
    }

    private void awaitReady(Path log) throws IOException {
        long deadline = System.nanoTime() + STARTUP_PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("Redis does not answer on port " + port + "; see " + log);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) STARTUP_PATIENCE.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }
}
