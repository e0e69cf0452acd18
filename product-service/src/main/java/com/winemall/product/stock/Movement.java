package com.winemall.product.stock;

import com.winemall.contracts.ProductId;

/// A change of what is on hand.
///
/// @param quantity what it changed by; negative when units were sold
/// @param reference what it is for: once per product and kind
public record Movement(ProductId productId, Kind kind, int quantity, String reference) {

    /// Why it changed.
    public enum Kind {
        INITIAL,
        RECEIVED,
        SOLD,
        RETURNED
    }
}
