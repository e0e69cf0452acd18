package com.winemall.starter.commit;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What follows from the transaction under way once it is committed, and never if it rolls back.
public final class AfterCommit {

    private AfterCommit() {}

    /// @throws IllegalStateException if no transaction is under way
    public static void run(Runnable what) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        what.run();
                    }
                });
    }
}
