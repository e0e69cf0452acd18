package com.winemall.contracts.coupon;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;

/// Something the saga asks about the coupon of one order.
public sealed interface CouponCommand extends Message permits RedeemCoupon, ReturnCoupon {

    CommandId commandId();

    OrderId orderId();

    CouponCode couponCode();

    @Override
    default String key() {
        return orderId().toString();
    }
}
