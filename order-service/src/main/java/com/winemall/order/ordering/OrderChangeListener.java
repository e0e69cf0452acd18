package com.winemall.order.ordering;

/// Hears of every change of an order, by this instance or another. Changes may be told twice and in
/// any order: the version says which is newer. The next one waits until it returns.
public interface OrderChangeListener {

    /// This instance has changed an order, and committed; it looks like this now.
    void tell(Order order);

    /// Some instance has changed an order; what it looks like is in the database.
    void tellStored(OrderChange change);

    /// Changes may have gone unheard.
    void lookAgain();
}
