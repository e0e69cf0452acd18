package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Remembers which process is a part, from one command to the next. The time it was started tells
/// it from a stranger that got its number later.
final class ProcessFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Operating systems round start times.
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final Path file;

    ProcessFile(MallHome home, String part) {
        this.file = home.running().resolve(part + ".json");
    }

    Optional<ProcessHandle> process() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var remembered = JSON.readValue(file, Remembered.class);
        return ProcessHandle.of(remembered.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> isSame(process, remembered));
    }

    void write(ProcessHandle process) {
        JSON.writeValue(
                file,
                new Remembered(
                        process.pid(),
                        process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli()));
    }

    /// Asks it to end, and uses force once patience is over.
    void stop(Duration patience) {
        process().ifPresent(process -> ProcessEnd.politely(process, patience));
        delete();
    }

    void kill() {
        process().ifPresent(ProcessEnd::byForce);
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSame(ProcessHandle process, Remembered remembered) {
        return process.info()
                .startInstant()
                .map(started ->
                        Math.abs(started.toEpochMilli() - remembered.startedAt())
                                < ROUNDING.toMillis())
                .orElse(true);
    }

    /// @param startedAt milliseconds since 1970
    private record Remembered(long pid, long startedAt) {}
}
