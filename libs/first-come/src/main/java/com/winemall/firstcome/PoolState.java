package com.winemall.firstcome;

/// How far a pool is.
public enum PoolState {
    OPEN,
    PAUSED,
    /// Nobody comes in any more; admissions from before are still being written.
    CLOSED,
    /// Every admission from before it closed is written.
    SETTLED
}
