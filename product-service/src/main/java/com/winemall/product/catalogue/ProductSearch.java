package com.winemall.product.catalogue;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Which wines are wanted.
///
/// @param q words that occur in name, producer, region or grapes; accents and case do not matter
/// @param minPrice in won
/// @param maxPrice in won
/// @param available only those a newcomer can have now, or only those one cannot
/// @param sort one of `name`, `price`, `vintage`, `newest`; with `-` before it the other way round
record ProductSearch(
        @Nullable @Size(max = 200) String q,
        @Nullable @Size(max = 100) String country,
        @Nullable WineType type,
        @Nullable @Min(0) Long minPrice,
        @Nullable @Min(0) Long maxPrice,
        @Nullable Boolean available,
        @Nullable String sort) {}
