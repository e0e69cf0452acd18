package com.winemall.local.cellar;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wine as an administrator offers it: the body of `POST /api/products`.
///
/// @param vintage absent where several are blended
/// @param abv alcohol in percent of the volume
/// @param price of one bottle, in won
/// @param initialStock bottles on hand
/// @param reorderPoint at so many available bottles more are ordered
/// @param reorderQuantity how many are ordered; without it none ever are
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Product(
        String name,
        String producer,
        WineType type,
        String country,
        String region,
        List<String> grapes,
        @Nullable Integer vintage,
        BigDecimal abv,
        long price,
        int initialStock,
        @Nullable Integer reorderPoint,
        @Nullable Integer reorderQuantity,
        @Nullable Boolean advertised,
        @Nullable String adManagerEmail,
        @Nullable String stockManagerEmail,
        String description) {

    public Product {
        grapes = List.copyOf(grapes);
    }
}
