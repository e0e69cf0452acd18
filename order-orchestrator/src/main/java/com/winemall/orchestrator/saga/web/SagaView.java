package com.winemall.orchestrator.saga.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.Shortage;
import com.winemall.orchestrator.saga.Direction;
import com.winemall.orchestrator.saga.LogEntry;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaBooks;
import com.winemall.orchestrator.saga.SagaState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A saga as an operator sees it.
///
/// @param since when it began to wait for what it waits for
/// @param stuckReason whom it waits for in vain, and what is usual
/// @param log absent in lists
@JsonInclude(JsonInclude.Include.NON_NULL)
record SagaView(
        OrderId orderId,
        CustomerId customerId,
        SagaState state,
        long version,
        int definitionVersion,
        List<OrderLine> lines,
        @Nullable PendingView pendingCommand,
        Instant since,
        @Nullable Instant dueAt,
        @Nullable String stuckReason,
        @Nullable CancelReason reason,
        @Nullable CouponProblem couponProblem,
        @Nullable List<Shortage> shortages,
        boolean paused,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<LogView> log) {

    static SagaView of(
            SagaBooks.Entry entry, @Nullable String stuckReason, @Nullable List<LogEntry> log) {
        var saga = entry.saga();
        var pending = saga.pending();
        var ending = saga.ending();
        return new SagaView(
                saga.orderId(),
                saga.order().customerId(),
                saga.state(),
                saga.version(),
                saga.definitionVersion(),
                saga.order().lines(),
                PendingView.of(pending),
                pending == null ? entry.updatedAt() : pending.since(),
                saga.dueAt(),
                stuckReason,
                ending == null ? null : ending.reason(),
                ending == null ? null : ending.couponProblem(),
                ending == null ? null : ending.shortages(),
                saga.paused(),
                entry.createdAt(),
                entry.updatedAt(),
                log == null ? null : log.stream().map(LogView::of).toList());
    }

    record PendingView(CommandId commandId, String step, Direction direction, int attempts) {

        static @Nullable PendingView of(Saga.@Nullable Pending pending) {
            return pending == null
                    ? null
                    : new PendingView(
                            pending.commandId(),
                            pending.step(),
                            pending.direction(),
                            pending.attempts());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogView(
            Instant at,
            LogEntry.Kind kind,
            SagaState state,
            @Nullable String step,
            @Nullable Direction direction,
            @Nullable CommandId commandId,
            @Nullable Integer attempt,
            @Nullable CancelReason reason,
            @Nullable String note,
            @Nullable String actor,
            @Nullable String messageType,
            @Nullable Message message) {

        static LogView of(LogEntry entry) {
            var message = entry.message();
            return new LogView(
                    entry.at(),
                    entry.kind(),
                    entry.state(),
                    entry.step(),
                    entry.direction(),
                    entry.commandId(),
                    entry.attempt(),
                    entry.reason(),
                    entry.note(),
                    entry.actor(),
                    message == null ? null : message.getClass().getSimpleName(),
                    message);
        }
    }
}
