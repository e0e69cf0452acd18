package com.winemall.coupon.wallet;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.OrderId;
import com.winemall.coupon.campaign.DiscountTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A coupon as its owner sees it.
///
/// @param minimumSubtotal in won
/// @param used whether an order has it; an order that ends without being paid gives it back
record OwnCoupon(
        CouponCode code,
        CampaignId campaignId,
        DiscountTerms discount,
        long minimumSubtotal,
        boolean used,
        @Nullable OrderId usedByOrder,
        @Nullable Instant validFrom,
        Instant validUntil) {}
