package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one wine.
public record ProductId(@JsonValue UUID value) implements Comparable<ProductId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProductId {}

    @Override
    public int compareTo(ProductId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
