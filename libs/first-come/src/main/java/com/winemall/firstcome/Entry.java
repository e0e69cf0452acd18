package com.winemall.firstcome;

import java.util.UUID;

/// Something Redis decided and PostgreSQL is to write.
sealed interface Entry {

    UUID poolId();

    /// Its name in the pool's stream.
    String id();

    /// The epoch it was decided in.
    int epoch();

    /// Somebody's place changed.
    record Changed(UUID poolId, String id, int epoch, Change change, Place place) implements Entry {

        /// Units the pool counts as not written because of it.
        int units() {
            return change == Change.ADMITTED ? place.quantity() : 0;
        }
    }

    /// The pool closed: entries before this one are from before.
    record Closing(UUID poolId, String id, int epoch) implements Entry {}

    enum Change {
        ADMITTED,
        JOINED,
        LEFT
    }
}
