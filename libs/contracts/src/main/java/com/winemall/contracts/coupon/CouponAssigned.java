package com.winemall.contracts.coupon;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// A coupon was given to a member, at once or from the line.
@WireName("CouponAssigned")
public record CouponAssigned(
        CampaignId campaignId,
        CustomerId customerId,
        long version,
        CouponCode couponCode,
        String campaignName,
        boolean fromLine,
        Instant validUntil,
        Instant at)
        implements CouponEvent {}
