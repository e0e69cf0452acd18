package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A JVM's ahead-of-time cache: classes loaded and linked, and profiles of the methods that were
/// busy, taken from one run and used by all later ones. The first run of a part makes it when it is
/// stopped; a part that is killed makes none, and its next run tries again.
final class StartCache {

    private final Path cache;
    private final Path key;
    private final String fingerprint;

    /// @param fingerprint of the program and its options: a cache made for others is thrown away
    StartCache(Path directory, String part, String fingerprint) {
        this.cache = directory.resolve(part + ".aot");
        this.key = directory.resolve(part + ".key");
        this.fingerprint = fingerprint;
    }

    List<String> options() {
        try {
            if (Files.exists(cache)
                    && Files.exists(key)
                    && Files.readString(key).equals(fingerprint)) {
                return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
            }
            Files.deleteIfExists(cache);
            Files.writeString(key, fingerprint);
            return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isMade() {
        return Files.exists(cache);
    }
}
