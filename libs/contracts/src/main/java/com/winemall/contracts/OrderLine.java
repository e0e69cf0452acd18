package com.winemall.contracts;

/// So many units of one wine.
public record OrderLine(ProductId productId, int quantity) {}
