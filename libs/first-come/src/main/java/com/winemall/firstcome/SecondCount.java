package com.winemall.firstcome;

import java.time.Instant;

/// How often something was counted in one second.
record SecondCount(Instant at, String code, long count) {

    /// @param name as the scripts write it, `second:code`
    static SecondCount of(String name, long count) {
        int colon = name.indexOf(':');
        return new SecondCount(
                Instant.ofEpochSecond(Long.parseLong(name.substring(0, colon))),
                name.substring(colon + 1),
                count);
    }

    String name() {
        return at.getEpochSecond() + ":" + code;
    }
}
