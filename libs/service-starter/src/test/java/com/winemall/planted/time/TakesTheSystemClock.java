package com.winemall.planted.time;

import java.time.Clock;

final class TakesTheSystemClock {

    Clock ask() {
        return Clock.systemUTC();
    }
}
