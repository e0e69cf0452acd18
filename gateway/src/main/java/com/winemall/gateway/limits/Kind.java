package com.winemall.gateway.limits;

/// Which buckets a call draws from.
public enum Kind {
    ORDINARY("o"),
    CREDENTIALS("c");

    private final String mark;

    Kind(String mark) {
        this.mark = mark;
    }

    /// Its short name in Redis' keys.
    String mark() {
        return mark;
    }
}
