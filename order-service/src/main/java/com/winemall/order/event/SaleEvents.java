package com.winemall.order.event;

import com.winemall.contracts.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where sale events are kept.
public interface SaleEvents {

    /// @return whether there was room for it: no other event sells this product at the same time
    boolean insert(SaleEvent event);

    /// Whether another event sells its product in the time it is open.
    boolean overlaps(SaleEvent event);

    /// Locks events in the order of their ids. One there is none of is left out.
    Map<EventId, SaleEvent> lock(Set<EventId> ids);

    /// Locks events whose time has come, passing over those somebody else works on.
    List<SaleEvent> lockDue(Instant now, int max);

    void update(Collection<SaleEvent> events);

    Optional<SaleEvent> find(EventId id);

    /// Those whose pool is not settled.
    List<SaleEvent> withOpenBooks();

    /// The newest first.
    List<SaleEvent> page(long offset, int size);

    long count();

    /// Those of which an order may still draw units: the saga has not said what becomes of it.
    Set<EventId> withUndecidedOrders(Set<EventId> of);
}
