package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;

/// Give this person a coupon of this campaign, or a place in its line.
public record ClaimCoupon(CampaignId campaignId, CustomerId customerId) {}
