package com.winemall.order.event.web;

import com.winemall.contracts.OrderId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where somebody stands in an event.
///
/// @param number among the admitted, from 1
/// @param receipt signed by the shop: this customer was admitted with this number
/// @param position in line, or in the waiting room
/// @param ticket to come back with from the waiting room
/// @param retryAfter when, in seconds
record EntryView(
        Outcome outcome,
        @Nullable OrderId orderId,
        @Nullable Long number,
        @Nullable String receipt,
        @Nullable Long position,
        @Nullable String ticket,
        @Nullable Long retryAfter) {

    enum Outcome {
        ADMITTED,
        /// In line for a unit that comes back.
        WAITING,
        /// In the waiting room: too many came at once.
        QUEUED
    }

    static EntryView admitted(OrderId orderId, long number, String receipt) {
        return new EntryView(Outcome.ADMITTED, orderId, number, receipt, null, null, null);
    }

    static EntryView waiting(long position) {
        return new EntryView(Outcome.WAITING, null, null, null, position, null, null);
    }

    static EntryView queued(long position, String ticket, Duration wait) {
        return new EntryView(
                Outcome.QUEUED, null, null, null, position, ticket, Math.max(1, seconds(wait)));
    }

    private static long seconds(Duration wait) {
        return Math.ceilDiv(wait.toMillis(), Duration.ofSeconds(1).toMillis());
    }
}
