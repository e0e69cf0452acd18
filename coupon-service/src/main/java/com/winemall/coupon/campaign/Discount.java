package com.winemall.coupon.campaign;

import org.jspecify.annotations.Nullable;

/// What a coupon takes off an order. Money is whole won.
public sealed interface Discount {

    /// What is taken off an order of this subtotal: never negative, and never more than there is.
    long on(long subtotal);

    /// A fixed amount.
    record AmountOff(long amount) implements Discount {

        public AmountOff {
            if (amount < 1) {
                throw new IllegalArgumentException(amount + " is no discount");
            }
        }

        @Override
        public long on(long subtotal) {
            return Math.min(amount, atLeastNothing(subtotal));
        }
    }

    /// A share of the subtotal, fractions of a won left with the shop.
    ///
    /// @param max won at most, whatever the share
    record PercentOff(long percent, @Nullable Long max) implements Discount {

        public PercentOff {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException(percent + " per cent is no discount");
            }
            if (max != null && max < 1) {
                throw new IllegalArgumentException("at most " + max + " is no discount");
            }
        }

        @Override
        public long on(long subtotal) {
            long some = atLeastNothing(subtotal);
            // The same as some * percent / 100, without the product that could overflow.
            long share = some / 100 * percent + some % 100 * percent / 100;
            return max == null ? share : Math.min(max, share);
        }
    }

    private static long atLeastNothing(long subtotal) {
        if (subtotal < 0) {
            throw new IllegalArgumentException("no order costs " + subtotal);
        }
        return subtotal;
    }
}
