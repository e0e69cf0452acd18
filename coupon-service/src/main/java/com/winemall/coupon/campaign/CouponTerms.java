package com.winemall.coupon.campaign;

/// What every coupon of one campaign is good for.
///
/// @param minimumSubtotal in won; a smaller order cannot use it
public record CouponTerms(Discount discount, long minimumSubtotal, Validity validity) {}
