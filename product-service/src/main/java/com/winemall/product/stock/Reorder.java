package com.winemall.product.stock;

/// When more of a product is asked of the factory, and how much.
///
/// @param point so many available units, or less; below 0 if only a refusal counts
public record Reorder(int point, int quantity) {}
