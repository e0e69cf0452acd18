package com.winemall.order.event;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.firstcome.Answer;
import org.jspecify.annotations.Nullable;

/// A customer comes for units of a sale event.
///
/// @param key repeated with the same one, the request gets the answer it got
/// @param ticket of the waiting room, if they come back from there
public record EnterEvent(
        EventId eventId,
        CustomerId customerId,
        int quantity,
        @Nullable String key,
        @Nullable String ticket) {

    /// What became of it.
    public sealed interface Outcome {

        record UnknownEvent() implements Outcome {}

        /// This customer may not take part.
        record Ineligible() implements Outcome {}

        /// The key was used for another quantity.
        record KeyReused() implements Outcome {}

        /// What the door says, or would say.
        record Answered(SaleEvent event, Answer answer) implements Outcome {}
    }
}
