package com.winemall.order.ordering;

import java.util.Collection;

/// The places in sale events that orders stand for. Part of the transaction under way; orders of no
/// event are passed over.
public interface EventPlaces {

    /// The orders are paid: nobody else gets their units, unless the money goes back.
    void sell(Collection<Order> paid);

    /// The saga has given back all the orders had: their units are for whoever comes next.
    void release(Collection<Order> undone);
}
