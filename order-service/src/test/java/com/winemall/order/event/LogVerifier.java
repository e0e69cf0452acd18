package com.winemall.order.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs the program customers are given to check an event's log of admissions.
final class LogVerifier {

    private static final Path PROGRAM = Path.of("..", "docs", "VerifyAdmissions.java");
    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;

    LogVerifier(Path directory) {
        this.directory = directory;
    }

    /// @return what it prints, failures included
    String verify(String event, String log, String receipt, String keys) {
        try {
            var admissions = Files.writeString(directory.resolve("admissions.ndjson"), log);
            var published = Files.writeString(directory.resolve("keys.json"), keys);
            var process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    PROGRAM.toString(),
                                    event,
                                    admissions.toString(),
                                    receipt,
                                    published.toString())
                            .redirectErrorStream(true)
                            .start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the program does not end");
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("the program cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the program was not waited for", e);
        }
    }
}
