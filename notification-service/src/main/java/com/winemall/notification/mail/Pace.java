package com.winemall.notification.mail;

import java.time.Duration;

/// So many mails a second, evenly: each has a turn of its own, one interval after the last one's.
/// Turns are given ahead of time, so that claiming is paid for by many mails and not by each. A
/// turn nobody used is gone; there is no burst afterwards.
///
/// @param ahead how far ahead turns are given
public record Pace(double perSecond, Duration ahead) {

    /// How many turns may be given out now.
    ///
    /// @param untilNext how long until the next turn that nobody has; zero, if one is free now
    public int turns(Duration untilNext) {
        if (untilNext.compareTo(lead()) > 0) {
            return 0;
        }
        return Math.max(1, (int) (ahead.minus(untilNext).toNanos() / (double) intervalNanos()));
    }

    /// The time from the first of some turns to the one after the last.
    public Duration length(int turns) {
        return Duration.ofNanos(intervalNanos() * turns);
    }

    /// How long until it makes sense to ask for turns again.
    ///
    /// @param untilNext as for [#turns]
    public Duration resumeIn(Duration untilNext) {
        var wait = untilNext.minus(lead());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /// Asking again when half of the turns are used leaves the time to claim before the rest is.
    private Duration lead() {
        return ahead.dividedBy(2);
    }

    private long intervalNanos() {
        return Math.round(1e9 / perSecond);
    }
}
