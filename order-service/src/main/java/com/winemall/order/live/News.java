package com.winemall.order.live;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a customer stands in a coupon campaign. The code is not told: it is the coupon.
///
/// @param version grows with every change of this customer's claim
/// @param position in line, from 1; absent once the coupon is theirs
public record CouponNews(
        CustomerId customerId,
        CampaignId campaignId,
        long version,
        @Nullable Long position,
        Instant at) {}
