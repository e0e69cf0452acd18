package com.winemall.contracts.coupon;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;

/// A fact about one member's place in a campaign, told by coupon-service.
public sealed interface CouponEvent extends Message permits CouponAssigned, CouponQueued {

    CampaignId campaignId();

    CustomerId customerId();

    /// Grows with every change of this member's claim; a consumer applies only newer ones.
    long version();

    @Override
    default String key() {
        return customerId().toString();
    }
}
