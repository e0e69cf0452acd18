package com.winemall.local.command;

import com.winemall.local.parts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Stops parts: the services side by side first, then what they lean on.
final class Stopping {

    private static final List<String> FOUNDATION = List.of("postgres", "kafka", "redis", "outside");

    private Stopping() {}

    static void stop(List<Part> parts) {
        sideBySide(parts.stream().filter(part -> !FOUNDATION.contains(part.name())).toList());
        sideBySide(parts.stream().filter(part -> FOUNDATION.contains(part.name())).toList());
    }

    private static void sideBySide(List<Part> parts) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> stops = new ArrayList<>();
            for (var part : parts) {
                stops.add(CompletableFuture.runAsync(part::stop, threads));
            }
            stops.forEach(CompletableFuture::join);
        }
    }
}
