package com.winemall.orchestrator.saga;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sagas and their logs for people to read; nothing is decided from it.
public interface SagaBooks {

    Optional<Entry> find(OrderId orderId);

    /// What happened in a saga, in its order.
    List<LogEntry> log(OrderId orderId);

    /// The newest first.
    List<Entry> search(Search search, Instant now, long offset, int size);

    long count(Search search, Instant now);

    /// The sagas that have not ended, counted by state and whether they are paused.
    List<Group> openSagas(Instant now);

    /// @param oldest when the oldest of them was started
    /// @param stuck how many of them do not move
    record Group(SagaState state, boolean paused, long sagas, Instant oldest, long stuck) {}

    /// @param createdAt when it was started
    record Entry(Saga saga, Instant createdAt, Instant updatedAt) {}

    /// @param stuck only those that are, or only those that are not
    /// @param text an order's, a customer's or a product's id, a coupon's code, or a part of a
    ///   wine's name or of what was said when the order was ended
    record Search(
            @Nullable SagaState state,
            @Nullable Boolean stuck,
            @Nullable CancelReason reason,
            @Nullable String text) {}
}
