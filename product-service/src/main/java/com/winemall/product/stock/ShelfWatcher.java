package com.winemall.product.stock;

/// Hears of every change of shelves, within the transaction that makes it and with their locks
/// held: what it does is done together with the change or not at all.
///
/// It is called for every poll of orders. Where a cellar has nothing for it, it must cost nothing.
@FunctionalInterface
public interface ShelfWatcher {

    /// @param cellar as it is stored
    void changed(Cellar cellar);
}
