package com.winemall.product.catalogue;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be different about a wine. What is absent stays as it is. A new price is for
/// reservations to come; those made keep theirs.
record ProductChange(
        @Nullable @Pattern(regexp = ProductChange.NOT_BLANK) @Size(max = 200) String name,
        @Nullable @Pattern(regexp = ProductChange.NOT_BLANK) @Size(max = 200) String producer,
        @Nullable WineType type,
        @Nullable @Pattern(regexp = ProductChange.NOT_BLANK) @Size(max = 100) String country,
        @Nullable @Pattern(regexp = ProductChange.NOT_BLANK) @Size(max = 100) String region,
        @Nullable @Size(min = 1, max = 20)
                List<@Pattern(regexp = ProductChange.NOT_BLANK) @Size(max = 60) String> grapes,
        @Nullable @Min(1800) @Max(2100) Integer vintage,
        @Nullable @DecimalMin("0") @DecimalMax("60") BigDecimal abv,
        @Nullable @Min(1) @Max(NewProduct.PRICE_MAX) Long price,
        @Nullable @Min(0) @Max(NewProduct.STOCK_MAX) Integer reorderPoint,
        @Nullable @Min(1) @Max(NewProduct.STOCK_MAX) Integer reorderQuantity,
        @Nullable Boolean advertised,
        @Nullable @Email @Size(max = 254) String adManagerEmail,
        @Nullable @Email @Size(max = 254) String stockManagerEmail,
        @Nullable @Size(max = 4000) String description) {

    static final String NOT_BLANK = "(?s).*\\S.*";
}
