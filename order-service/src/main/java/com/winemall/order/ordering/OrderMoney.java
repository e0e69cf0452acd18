package com.winemall.order.ordering;

import java.util.Collection;

/// An order's money, as far as its life asks for it. Part of the transaction under way: what is
/// asked for here is never forgotten, and happens only if that transaction does.
public interface OrderMoney {

    /// The stock is the customers': takes what they have authorised.
    void take(Collection<Order> orders);

    /// The orders have ended: whatever was authorised or taken for them goes back. Fine for orders
    /// nobody ever tried to pay.
    void giveBack(Collection<Order> orders);
}
