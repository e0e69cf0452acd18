package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one sale event.
public record EventId(@JsonValue UUID value) implements Comparable<EventId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventId {}

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
