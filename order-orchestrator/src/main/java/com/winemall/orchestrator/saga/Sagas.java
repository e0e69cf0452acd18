package com.winemall.orchestrator.saga;

import com.winemall.contracts.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where sagas and their logs are kept.
public interface Sagas {

    /// Locks the sagas of these orders, in the order of their ids. An order without one is left
    /// out.
    Map<OrderId, Saga> lock(Set<OrderId> orders);

    /// Locks sagas that have waited for as long as they meant to, passing over those somebody else
    /// works on, and says whose they are.
    Set<OrderId> lockDue(Instant now, int max);

    /// Stores new sagas.
    ///
    /// @throws SagaStartedElsewhere if another process stored one of them meanwhile
    void insert(Collection<Saga> sagas, Instant now);

    /// Stores what changed about sagas that are locked.
    void update(Collection<Saga> sagas, Instant now);

    /// Appends to the logs, in the order given.
    void append(List<Logged> entries);

    /// A log entry and whose it is.
    record Logged(OrderId orderId, LogEntry entry) {}
}
