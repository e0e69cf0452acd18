package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one request to the factory.
public record ReplenishmentId(@JsonValue UUID value) implements Comparable<ReplenishmentId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReplenishmentId {}

    @Override
    public int compareTo(ReplenishmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
