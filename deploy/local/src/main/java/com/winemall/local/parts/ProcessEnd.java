package com.winemall.local.parts;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends processes.
final class ProcessEnd {

    private ProcessEnd() {}

    /// Asks, and uses force once patience is over.
    static void politely(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!hasEnded(process, patience)) {
            byForce(process);
        }
    }

    static void byForce(ProcessHandle process) {
        process.destroyForcibly();
        if (!hasEnded(process, Duration.ofSeconds(10))) {
            throw new IllegalStateException("process " + process.pid() + " cannot be ended");
        }
    }

    /// Whether it ends within that time.
    static boolean hasEnded(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for an end does not fail", e);
        }
    }
}
