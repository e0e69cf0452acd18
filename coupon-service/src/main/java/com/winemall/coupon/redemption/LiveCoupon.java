package com.winemall.coupon.redemption;

import com.winemall.contracts.CustomerId;
import com.winemall.coupon.campaign.CouponTerms;
import com.winemall.coupon.code.Code;

/// A coupon somebody has.
public record LiveCoupon(Code code, CustomerId owner, CouponTerms terms) {}
