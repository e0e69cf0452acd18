package com.winemall.coupon.claim.web;

import com.winemall.coupon.campaign.Campaign;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/// More coupons somebody wants a campaign to have.
record IssueCoupons(@NotNull @Min(1) @Max(Campaign.QUANTITY_MAX) Integer quantity) {}
