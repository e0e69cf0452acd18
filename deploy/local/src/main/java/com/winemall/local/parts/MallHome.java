package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the local mall keeps what it makes: `.winemall/` in the project's directory.
public record MallHome(Path project) {

    public Path directory() {
        return made(project.resolve(".winemall"));
    }

    /// What survives `down` and `kill`, and goes with `--fresh`.
    public Path data() {
        return made(directory().resolve("data"));
    }

    public Path logs() {
        return made(directory().resolve("logs"));
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    Path running() {
        return made(directory().resolve("run"));
    }

    Path binaries() {
        return made(directory().resolve("bin"));
    }

    Path apps() {
        return made(directory().resolve("apps"));
    }

    Path startCaches() {
        return made(directory().resolve("start-caches"));
    }

    public Path customers() {
        return directory().resolve("customers.json");
    }

    /// Forgets everything the mall has done.
    public void forgetData() {
        deleteRecursively(data());
    }

    static void deleteRecursively(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
