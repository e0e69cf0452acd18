package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one command for good: a resend keeps it, and the reply carries it back.
public record CommandId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {}

    @Override
    public String toString() {
        return value;
    }
}
