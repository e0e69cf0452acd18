package com.winemall.product.catalogue;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wine to be offered.
///
/// @param price of one bottle, in won
/// @param initialStock bottles on hand
/// @param reorderPoint at so many available bottles more are ordered
/// @param reorderQuantity how many are ordered; without it none ever are
record NewProduct(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 200) String producer,
        @NotNull WineType type,
        @NotBlank @Size(max = 100) String country,
        @NotBlank @Size(max = 100) String region,
        @NotNull @Size(min = 1, max = 20) List<@NotBlank @Size(max = 60) String> grapes,
        @Nullable @Min(1800) @Max(2100) Integer vintage,
        @NotNull @DecimalMin("0") @DecimalMax("60") BigDecimal abv,
        @Min(1) @Max(NewProduct.PRICE_MAX) long price,
        @Min(0) @Max(NewProduct.STOCK_MAX) int initialStock,
        @Nullable @Min(0) @Max(NewProduct.STOCK_MAX) Integer reorderPoint,
        @Nullable @Min(1) @Max(NewProduct.STOCK_MAX) Integer reorderQuantity,
        @Nullable Boolean advertised,
        @Nullable @Email @Size(max = 254) String adManagerEmail,
        @Nullable @Email @Size(max = 254) String stockManagerEmail,
        @Nullable @Size(max = 4000) String description) {

    static final long PRICE_MAX = 1_000_000_000;
    static final int STOCK_MAX = 1_000_000;
}
