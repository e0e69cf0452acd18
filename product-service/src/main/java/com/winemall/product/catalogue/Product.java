package com.winemall.product.catalogue;

import com.winemall.contracts.ProductId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wine as everybody sees it.
///
/// @param vintage absent for a wine without one
/// @param abv alcohol by volume, in per cent
/// @param price of one bottle, in won
/// @param available bottles a newcomer can have now
/// @param advertised now: not while its ad manager is asked to leave it
/// @param waiting orders in line for it
record Product(
        ProductId id,
        String name,
        String producer,
        WineType type,
        String country,
        String region,
        List<String> grapes,
        @Nullable Integer vintage,
        BigDecimal abv,
        long price,
        int available,
        boolean advertised,
        int waiting,
        @Nullable String description) {}
