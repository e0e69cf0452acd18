package com.winemall.product.stock;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one order has done to one product's stock so far.
///
/// @param commandId the `ReserveStock` to answer; the release's own if that came first
/// @param customerId absent if the release came first
/// @param eventId the sale event it is an order of, whose units it has
/// @param name the product's when it was reserved; absent if it was never seen
/// @param unitPrice in won, when it was reserved; the event's if it is an order of one
/// @param fromLine whether the order stands in line, or stood there before it was served
public record Hold(
        OrderId orderId,
        ProductId productId,
        CommandId commandId,
        @Nullable CustomerId customerId,
        @Nullable EventId eventId,
        int quantity,
        @Nullable String name,
        long unitPrice,
        boolean fromLine,
        State state) {

    Hold to(State next) {
        return new Hold(
                orderId,
                productId,
                commandId,
                customerId,
                eventId,
                quantity,
                name,
                unitPrice,
                fromLine,
                next);
    }

    /// Where the units are.
    public sealed interface State {

        /// The units are set aside, and no longer for sale, until the saga decides or time runs
        /// out.
        record Held(Instant expiresAt) implements State {}

        /// The order stands in line. It has no units yet.
        ///
        /// @param place grows along the line; not a position, for people leave
        /// @param position from 1, as the customer was last told it
        /// @param holdWhenServed how long the units are held once it is its turn
        record Waiting(long place, int position, Instant waitUntil, Duration holdWhenServed)
                implements State {}

        /// The units were not there. Kept, so that the same question gets the same answer.
        ///
        /// @param available what a newcomer could have had at that moment
        record Refused(CancelReason reason, int available) implements State {}

        /// The order was paid: the units have left the stock.
        ///
        /// @param heldUntil as it was before
        record Committed(Instant heldUntil) implements State {}

        /// The order is dead. Kept, so that a reservation arriving after its own release is
        /// refused.
        record Released() implements State {}

        /// Nobody decided in time, so the units went back by themselves.
        record Expired(Instant expiredAt) implements State {}

        /// The order was paid and ended all the same: the units came back.
        record Returned() implements State {}
    }
}
