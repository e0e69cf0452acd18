package com.winemall.orchestrator.saga.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.winemall.contracts.CancelReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened to an order, in words its customer understands.
///
/// @param step which part of the order it is about
/// @param outcome how that went
/// @param detail what happened, why, and what comes next
@JsonInclude(JsonInclude.Include.NON_NULL)
record TimelineEntry(
        Instant at,
        String step,
        Outcome outcome,
        @Nullable CancelReason reason,
        @Nullable String detail) {

    enum Outcome {
        DONE,
        WAITING,
        REFUSED,
        ENDED
    }
}
