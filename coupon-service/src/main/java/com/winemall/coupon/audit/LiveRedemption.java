package com.winemall.coupon.audit;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.OrderId;
import java.time.Instant;

/// An order that has a coupon.
record LiveRedemption(OrderId orderId, CouponCode couponCode, Instant since) {}
