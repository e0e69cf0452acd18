package com.winemall.coupon.claim;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.code.Code;
import java.util.UUID;

/// A coupon somebody has.
///
/// @param claimId the reference of the place it was given for
public record Coupon(Code code, CampaignId campaignId, CustomerId owner, UUID claimId) {}
