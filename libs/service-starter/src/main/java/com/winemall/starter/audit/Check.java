package com.winemall.starter.audit;

import java.util.List;

/// One thing that must always hold, and whether it does.
///
/// @param detail the first offenders, or why it could not be checked; empty if it holds
public record Check(String name, boolean holds, String detail) {

    static final int OFFENDERS_SHOWN_MAX = 5;

    /// Holds if nothing offends.
    ///
    /// @param offenders at least the first few of them
    /// @param total how many there are
    public static Check of(String name, List<String> offenders, long total) {
        var shown = offenders.stream().limit(OFFENDERS_SHOWN_MAX).toList();
        long more = total - shown.size();
        return new Check(
                name,
                total == 0,
                String.join("; ", shown) + (more == 0 ? "" : "; and " + more + " more"));
    }
}
