package com.winemall.order.ordering;

import com.winemall.starter.idempotency.StoredAnswer;
import org.jspecify.annotations.Nullable;

/// An order to be placed.
///
/// @param answer what a repetition of the request is to be answered, if it carries a key
public record PlaceOrder(Order order, @Nullable StoredAnswer answer) {

    /// What became of it.
    public sealed interface Outcome {

        /// The database has it, and the saga will hear of it.
        record Placed(Order order) implements Outcome {}

        /// It was placed before, under the same key.
        record Repeated(StoredAnswer answer) implements Outcome {}

        /// The first request with this key is under way.
        record InProgress() implements Outcome {}
    }
}
