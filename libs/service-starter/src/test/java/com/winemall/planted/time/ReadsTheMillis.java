package com.winemall.planted.time;

final class ReadsTheMillis {

    long ask() {
        return System.currentTimeMillis();
    }
}
