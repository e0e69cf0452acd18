package com.winemall.firstcome;

import java.time.Duration;

/// What somebody is told at the door.
public sealed interface Answer {

    /// They have the units, and PostgreSQL knows.
    ///
    /// @param again whether this is the stored answer to a repeated request
    record Admitted(Place place, boolean again) implements Answer {}

    /// They stand in line, and PostgreSQL knows.
    ///
    /// @param position from 1
    record Waiting(long position, boolean again) implements Answer {}

    /// They are in the waiting room: too many came in this second.
    ///
    /// @param position people before them, and they
    /// @param ticket to come back with
    /// @param retryAfter when it is their turn
    record Queued(long position, String ticket, Duration retryAfter) implements Answer {}

    /// They have all they may have.
    record AlreadyIn(Place place) implements Answer {}

    record SoldOut() implements Answer {}

    record NotOpen() implements Answer {}

    record Paused() implements Answer {}

    record Closed() implements Answer {}

    /// They want more than one person may have.
    record TooMany(int perPerson) implements Answer {}

    /// The waiting room did not give them that ticket.
    record UnknownTicket() implements Answer {}

    /// Nobody can say now: Redis is being filled anew, or a write is in doubt. Try again.
    record NotReady() implements Answer {}

    /// Redis admitted them, and PostgreSQL or the pool's owner did not. The units are back.
    record Refused(String reason) implements Answer {}

    /// They have no place.
    record Nowhere() implements Answer {}
}
