package com.winemall.contracts.coupon;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.WireName;
import java.time.Instant;

/// A member stands in line for a coupon.
///
/// @param position from 1
@WireName("CouponQueued")
public record CouponQueued(
        CampaignId campaignId, CustomerId customerId, long version, long position, Instant at)
        implements CouponEvent {}
