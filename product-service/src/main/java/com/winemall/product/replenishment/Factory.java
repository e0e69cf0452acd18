package com.winemall.product.replenishment;

import com.winemall.contracts.product.RequestReplenishment;

/// Where the wine comes from.
public interface Factory {

    /// Hands in an order, under the request's id: handed in again it is the same order.
    Ordering order(RequestReplenishment request);

    /// What came of it.
    ///
    /// @param calls it took
    record Ordering(Answer answer, int calls) {}

    /// What the factory says.
    sealed interface Answer {}

    /// It will deliver.
    record Accepted() implements Answer {}

    /// It will never deliver this, however often it is asked.
    record Refused(String reason) implements Answer {}

    /// It may have taken the order or not; asking again may help.
    record Failed(String reason) implements Answer {}

    /// It was not asked, for now.
    record NotAsked(String reason) implements Answer {}
}
