package com.winemall.local.command;

import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Probe;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Starts parts side by side and waits until each is ready.
final class Starting {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final MallHome home;
    private final PrintWriter out;

    Starting(MallHome home, PrintWriter out) {
        this.home = home;
        this.out = out;
    }

    /// @throws Failure if a port is taken, or a part ends or is not ready in time
    void start(List<Part> parts) {
        var toStart = parts.stream().filter(part -> !part.isRunning()).toList();
        refuseTakenPorts(toStart);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (var part : parts) {
                starts.add(CompletableFuture.runAsync(() -> startOne(part), threads));
            }
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
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
}
