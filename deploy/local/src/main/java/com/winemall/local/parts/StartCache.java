package com.winemall.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM's ahead-of-time cache: classes loaded and linked, and profiles of the methods that were
/// busy, taken from one run and used by all later ones. The first run of a part makes it when it is
/// stopped; a part that is killed makes none, and its next run tries again.
final class StartCache {

    /// Most of what the strongest compiler is busy with while a service starts is never used again,
    /// and a run that records is slow enough: it waits for ten times as many calls as the default
    /// asks for (5,000, or 600 of a method with loops and 15,000 turns, or 40,000 turns in one).
    private static final List<String> COMPILE_LATER =
            List.of(
                    "-XX:Tier4InvocationThreshold=50000",
                    "-XX:Tier4MinInvocationThreshold=6000",
                    "-XX:Tier4CompileThreshold=150000",
                    "-XX:Tier4BackEdgeThreshold=400000");

    private final Path cache;
    private final Path key;
    private final String fingerprint;

    /// @param fingerprint of the program and its options: a cache made for others is thrown away
    StartCache(Path directory, String part, String fingerprint) {
        this.cache = directory.resolve(part + ".aot");
        this.key = directory.resolve(part + ".key");
        this.fingerprint = fingerprint;
    }

    static boolean isMissing(Path directory, String part) {
        return Files.notExists(directory.resolve(part + ".aot"));
    }

    /// For a run that uses the cache or, if there is none, makes it.
    List<String> options() {
        try {
            if (isThere()) {
                return using();
            }
            Files.deleteIfExists(cache);
            Files.writeString(key, fingerprint);
            Files.deleteIfExists(cache.resolveSibling(cache.getFileName() + ".config"));
            return options(COMPILE_LATER, "-XX:AOTCacheOutput=" + cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For a run that does not make one: two at once would write to one file.
    List<String> optionsIfThere() {
        try {
            return isThere() ? using() : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere() throws IOException {
        return Files.exists(cache)
                && Files.exists(key)
                && Files.readString(key).equals(fingerprint);
    }

    private List<String> using() {
        return options(List.of(), "-XX:AOTCache=" + cache);
    }

    private static List<String> options(List<String> compile, String cache) {
        List<String> options = new ArrayList<>(compile);
        options.add(cache);
        options.add("-Xlog:aot=off");
        options.add("-Xlog:cds=off");
        return options;
    }
}
