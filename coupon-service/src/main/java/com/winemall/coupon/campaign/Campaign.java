package com.winemall.coupon.campaign;

import com.winemall.contracts.CampaignId;
import com.winemall.firstcome.PoolView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A campaign as everybody may see it.
///
/// @param minimumSubtotal in won
/// @param quantity coupons issued so far
/// @param remaining coupons a newcomer could get; what is on its way to the line is not among them
/// @param waiting people in line
public record Campaign(
        CampaignId id,
        String name,
        DiscountTerms discount,
        long minimumSubtotal,
        int quantity,
        long remaining,
        long waiting,
        @Nullable Instant validFrom,
        Instant validUntil,
        Instant createdAt) {

    /// Coupons issued at once at most.
    public static final int QUANTITY_MAX = 1_000_000;

    Campaign countedBy(PoolView pool) {
        return new Campaign(
                id,
                name,
                discount,
                minimumSubtotal,
                quantity,
                Math.max(0, pool.free() - pool.waiting()),
                pool.waiting(),
                validFrom,
                validUntil,
                createdAt);
    }
}
