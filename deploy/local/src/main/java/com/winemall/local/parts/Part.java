package com.winemall.local.parts;

import java.util.List;
import java.util.Optional;

/// One process the mall is made of.
public interface Part {

    String name();

    /// Ports it listens on, which nobody else may have.
    List<Integer> ports();

    /// The process, if it runs.
    Optional<ProcessHandle> process();

    /// Starts it; fine if it runs already. It may take a while to be ready.
    void start();

    /// Whether it answers.
    boolean isReady();

    /// Asks it to end, and waits until it has.
    void stop();

    /// Ends it as a power cut would.
    void kill();

    default boolean isRunning() {
        return process().isPresent();
    }
}
