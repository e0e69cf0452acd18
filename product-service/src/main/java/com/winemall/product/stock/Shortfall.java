package com.winemall.product.stock;

import com.winemall.contracts.ProductId;

/// That there is too little of a product.
///
/// @param quantity to ask the factory for
public record Shortfall(ProductId productId, int quantity) {}
