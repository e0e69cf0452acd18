package com.winemall.contracts;

/// A line of an order once its stock is reserved: what the wine was called and cost at that moment.
///
/// @param unitPrice in won
public record PricedLine(ProductId productId, String name, long unitPrice, int quantity) {}
