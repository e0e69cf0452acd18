package com.winemall.notification.mail;

import java.time.Duration;

/// Pauses between the tries of one mail: each twice the one before, up to a maximum, and spread, so
/// that what failed together is not tried together again.
record Backoff(Duration min, Duration max) {

    /// @param attempts made so far, at least one
    /// @param chance from 0 to 1: where between half the pause and all of it this one is
    Duration after(int attempts, double chance) {
        long nanos = min.toNanos();
        for (int i = 1; i < attempts && nanos < max.toNanos(); i++) {
            nanos *= 2;
        }
        long half = Math.min(nanos, max.toNanos()) / 2;
        return Duration.ofNanos(half + Math.round(half * chance));
    }
}
