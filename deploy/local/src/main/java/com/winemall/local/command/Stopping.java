package com.winemall.local.command;

import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Stops parts side by side; stopping one that does not run is fine.
final class Stopping {

    /// Writing a start cache, the last thing a JVM does, takes whole cores and much memory.
    private static final int AT_ONCE = 4;

    private Stopping() {}

    /// Stops the services first, then what they lean on.
    static void stopAll(Parts parts) {
        stopServices(parts);
        stop(parts.foundation());
    }

    static void stopServices(Parts parts) {
        stop(parts.allServices());
    }

    static void stop(List<Part> parts) {
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
