package com.winemall.firstcome;

/// How a place stands in PostgreSQL.
enum PlaceState {
    WAITING,
    ADMITTED,
    SOLD,
    LEFT,
    RELEASED,
    REFUSED
}
