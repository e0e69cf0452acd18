package com.winemall.orchestrator.saga;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened in a saga.
///
/// @param state of the saga afterwards
/// @param attempt of the command, from 1
/// @param note what an operator or the customer said
/// @param actor the operator, if one did it
/// @param message what arrived or was told, where it says more than its kind
public record LogEntry(
        Kind kind,
        SagaState state,
        @Nullable String step,
        @Nullable Direction direction,
        @Nullable CommandId commandId,
        @Nullable Integer attempt,
        @Nullable CancelReason reason,
        @Nullable String note,
        @Nullable String actor,
        @Nullable Message message,
        Instant at) {

    /// What happened.
    public enum Kind {
        PLACED,
        COMMAND,
        RESENT,
        REPLY,
        STALE_REPLY,
        /// Too little time was left for the customer to pay.
        OVERDUE,
        OPERATOR,
        /// A fact about the order: paid, timed out, cancelled, shipped.
        ORDER,
        OUTCOME
    }
}
