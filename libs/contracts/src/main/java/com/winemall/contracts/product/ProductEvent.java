package com.winemall.contracts.product;

import com.winemall.contracts.Message;
import com.winemall.contracts.ProductId;

/// A fact about one product, told by product-service.
public sealed interface ProductEvent extends Message
        permits StockDepleted,
                StockReplenished,
                ReplenishmentFailed,
                AdSuspensionRequested,
                AdResumptionRequested {

    ProductId productId();

    /// The version of the product's stock this fact made; a consumer applies only newer ones.
    long version();

    @Override
    default String key() {
        return productId().toString();
    }
}
