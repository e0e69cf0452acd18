package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The coupon is used by this order.
///
/// @param discount in won, never more than the subtotal
@WireName("CouponRedeemed")
public record CouponRedeemed(CommandId commandId, OrderId orderId, long discount)
        implements CouponReply {}
