package com.winemall.contracts.coupon;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// Use this coupon for this order.
///
/// @param subtotal what the lines cost, in won: the discount is reckoned from it
@WireName("RedeemCoupon")
public record RedeemCoupon(
        CommandId commandId,
        OrderId orderId,
        CustomerId customerId,
        CouponCode couponCode,
        long subtotal)
        implements CouponCommand {}
