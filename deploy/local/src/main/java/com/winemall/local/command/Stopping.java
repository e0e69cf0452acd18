package com.winemall.local.command;

import com.winemall.local.parts.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Stops parts: the services side by side first, then what they lean on.
final class Stopping {

    private static final List<String> FOUNDATION = List.of("postgres", "kafka", "redis", "outside");

    /// Writing a start cache, the last thing a JVM does, takes whole cores and much memory.
    private static final int AT_ONCE = 4;

    private Stopping() {}

    static void stop(List<Part> parts) {
        sideBySide(parts.stream().filter(part -> !FOUNDATION.contains(part.name())).toList());
        sideBySide(parts.stream().filter(part -> FOUNDATION.contains(part.name())).toList());
    }

    private static void sideBySide(List<Part> parts) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory())) {
            var stops =
                    parts.stream()
                            .map(part -> CompletableFuture.runAsync(part::stop, threads))
                            .toList();
            stops.forEach(CompletableFuture::join);
        }
    }
}
