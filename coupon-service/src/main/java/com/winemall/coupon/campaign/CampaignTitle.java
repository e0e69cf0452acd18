package com.winemall.coupon.campaign;

import java.time.Instant;

/// What is told of a campaign to whoever gets one of its coupons.
public record CampaignTitle(String name, Instant validUntil) {}
