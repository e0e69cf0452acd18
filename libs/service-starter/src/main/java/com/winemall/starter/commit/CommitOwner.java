package com.winemall.starter.commit;

import org.springframework.context.SmartLifecycle;

/// A component whose work is done by a [GroupCommit] of its own, which lives as long as it does.
public interface CommitOwner extends SmartLifecycle {

    GroupCommit<?, ?> commits();

    @Override
    default void start() {
        commits().start();
    }

    @Override
    default void stop() {
        commits().stop();
    }

    @Override
    default boolean isRunning() {
        return commits().isRunning();
    }

    @Override
    default int getPhase() {
        return commits().getPhase();
    }
}
