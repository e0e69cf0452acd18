package com.winemall.order.ordering;

import java.util.Collection;

/// Tells every instance of this service which orders have changed, once that is committed.
public interface OrderChanges {

    /// Part of the transaction under way: nobody hears of what is rolled back.
    void announce(Collection<Order> changed);
}
