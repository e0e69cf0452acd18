package com.winemall.product.replenishment;

import com.winemall.contracts.ProductId;

/// What the factory has brought.
///
/// @param id the factory's name for it: the same one again is the same delivery
public record Delivery(String id, ProductId productId, int quantity) {

    /// Its name in the ledger, where others receive stock, too.
    String reference() {
        return "factory/" + id;
    }
}
