package com.winemall.starter.worker;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// A component that works on a thread of its own for as long as it runs. Stopping waits until the
/// work under way is done.
public abstract class Worker implements SmartLifecycle {

    private final String name;

    private volatile @Nullable Thread thread;
    private volatile boolean running;

    /// @param name of the thread
    protected Worker(String name) {
        this.name = name;
    }

    /// Works until this is not [running][#isRunning] any more, and returns soon after that.
    protected abstract void work() throws InterruptedException;

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::workOn);
    }

    @Override
    public void stop() {
        running = false;
        try {
            Objects.requireNonNull(thread).join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops work that is not worth waiting for longer than this.
    ///
    /// @return whether it was done in time; else it is interrupted
    protected final boolean stopWithin(Duration patience) {
        running = false;
        var working = Objects.requireNonNull(thread);
        try {
            if (working.join(patience)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        working.interrupt();
        return false;
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void workOn() {
        try {
            work();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
