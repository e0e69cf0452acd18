package com.winemall.planted.time;

import java.util.UUID;

final class MakesAnId {

    UUID ask() {
        return UUID.randomUUID();
    }
}
