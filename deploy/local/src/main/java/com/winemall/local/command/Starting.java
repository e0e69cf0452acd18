package com.winemall.local.command;

import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Probe;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// Starts parts and waits until each is ready.
final class Starting {

    /// More JVMs than cores that start at once keep each other waiting.
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final MallHome home;
    private final PrintWriter out;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Starting(MallHome home, PrintWriter out) {
        this.home = home;
        this.out = out;
    }

    /// Starts parts in their order, as many at once as the machine has cores, and returns when all
    /// are ready.
    ///
    /// @throws Failure if a port is taken, or a part ends or is not ready in time
    void start(List<Part> parts) {
        begin(parts).await();
    }

    /// Starts parts as [#start] does, and returns at once.
    ///
    /// @throws Failure if a port is taken
    Started begin(List<Part> parts) {
        refuseTakenPorts(parts.stream().filter(part -> !part.isRunning()).toList());
        Map<Part, CompletableFuture<Void>> ready = new LinkedHashMap<>();
        for (var part : parts) {
            ready.put(part, new CompletableFuture<>());
        }
        Thread.ofVirtual().start(() -> startInTurn(ready));
        return new Started(ready);
    }

    private void startInTurn(Map<Part, CompletableFuture<Void>> ready) {
        ready.forEach((part, isReady) -> {
            turns.acquireUninterruptibly();
            Thread.startVirtualThread(() -> {
                try {
                    startOne(part);
                    isReady.complete(null);
                } catch (RuntimeException e) {
                    isReady.completeExceptionally(e);
                } finally {
                    turns.release();
                }
            });
        });
    }

    private void startOne(Part part) {
        long began = System.nanoTime();
        boolean ran = part.isRunning();
        part.start();
        while (!part.isReady()) {
            if (!part.isRunning()) {
                throw new Failure(
                        part.name() + " ended while it started; see " + home.log(part.name()));
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new Failure(
                        part.name()
                                + " is not ready after three minutes; see "
                                + home.log(part.name()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        if (!ran) {
            double seconds = (System.nanoTime() - began) / 1e9;
            out.printf("  %-22s ready after %4.1f s%n", part.name(), seconds);
            out.flush();
        }
    }

    private static void refuseTakenPorts(List<Part> parts) {
        List<String> taken = new ArrayList<>();
        for (var part : parts) {
            for (int port : part.ports()) {
                if (!Probe.isFree(port)) {
                    taken.add(port + " (" + part.name() + ")");
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new Failure(
                    "Another program listens on port "
                            + String.join(", ", taken)
                            + ". End it"
                            + (taken.toString().contains("gateway")
                                    ? ", or choose another port for the gateway with --port."
                                    : "."));
        }
    }

    /// Parts that are being started.
    record Started(Map<Part, CompletableFuture<Void>> ready) {

        /// Returns when all of them are ready.
        void await() {
            await(List.copyOf(ready.keySet()));
        }

        /// Returns when these are ready.
        ///
        /// @throws Failure if one of them ends or is not ready in time
        void await(List<Part> parts) {
            try {
                for (var part : parts) {
                    Objects.requireNonNull(ready.get(part), part.name()).join();
                }
            } catch (CompletionException e) {
                if (e.getCause() instanceof Failure failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }
}
