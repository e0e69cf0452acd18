package com.winemall.coupon.campaign;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// A discount with one field for each thing any kind of it knows, as JSON and the table have it.
///
/// @param value won, or per cent
/// @param max won at most, of a percentage
public record DiscountTerms(
        @NotNull Kind type, @NotNull @Min(1) Long value, @Min(1) @Nullable Long max) {

    public static DiscountTerms of(Discount discount) {
        return switch (discount) {
            case Discount.AmountOff(long amount) -> new DiscountTerms(Kind.AMOUNT, amount, null);
            case Discount.PercentOff(long percent, var max) ->
                    new DiscountTerms(Kind.PERCENT, percent, max);
        };
    }

    public Discount discount() {
        return switch (type) {
            case AMOUNT -> new Discount.AmountOff(value);
            case PERCENT -> new Discount.PercentOff(value, max);
        };
    }

    /// How a discount is reckoned.
    public enum Kind {
        AMOUNT,
        PERCENT
    }
}
