package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the local mall keeps what it makes.
///
/// @param project whose jars it runs
/// @param directory everything else is in it
public record MallHome(Path project, Path directory) {

    public MallHome {
        made(directory);
    }

    /// `.winemall/` in the project's directory.
    public static MallHome of(Path project) {
        return new MallHome(project, project.resolve(".winemall"));
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
