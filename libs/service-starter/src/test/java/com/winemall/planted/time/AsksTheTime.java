package com.winemall.planted.time;

import java.time.Instant;

final class AsksTheTime {

    Instant ask() {
        return Instant.now();
    }
}
