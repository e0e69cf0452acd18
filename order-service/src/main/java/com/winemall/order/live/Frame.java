package com.winemall.order.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a page is sent: the state of one thing.
///
/// @param id of the order, the coupon campaign or the sale event
/// @param reason why an order ended
/// @param position in line, from 1
/// @param at since when it is so
public record Frame(
        Kind type,
        UUID id,
        String status,
        @Nullable String reason,
        @Nullable Long position,
        Instant at) {

    /// What a frame is about.
    public enum Kind {
        @JsonProperty("order")
        ORDER,
        /// A place in line, for stock, for a coupon or for a unit of a sale event.
        @JsonProperty("queue")
        QUEUE,
        @JsonProperty("coupon")
        COUPON
    }
}
