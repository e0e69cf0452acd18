package com.winemall.contracts.coupon;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The order has ended: the coupon is unused again. Undoes `RedeemCoupon`, seen or not.
@WireName("ReturnCoupon")
public record ReturnCoupon(CommandId commandId, OrderId orderId, CouponCode couponCode)
        implements CouponCommand {}
