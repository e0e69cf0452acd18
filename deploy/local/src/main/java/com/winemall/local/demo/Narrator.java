package com.winemall.local.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Tells a story, and waits for it to go on.
final class Narrator {

    /// Beyond what is usual, on a slow machine.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final PrintWriter out;

    Narrator(PrintWriter out) {
        this.out = out;
    }

    void say(String what, Object... values) {
        out.println();
        out.printf(what + "%n", values);
        out.flush();
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(what, Duration.ZERO, condition);
    }

    /// @param usual how long it takes anyhow
    void await(String what, Duration usual, BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        long patience = usual.plus(PATIENCE).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > patience) {
                out.println("  gave up waiting until " + what);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        out.printf("  %s: %.1f s%n", what, (System.nanoTime() - began) / 1e9);
        out.flush();
    }
}
