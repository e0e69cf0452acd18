package com.winemall.order.event;

import java.util.Collection;

/// Tells every instance of this service which events have changed, once that is committed.
public interface EventChanges {

    /// Part of the transaction under way: nobody hears of what is rolled back.
    void announce(Collection<SaleEvent> changed);
}
