package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// This order uses no coupon, and will not.
@WireName("CouponReturned")
public record CouponReturned(CommandId commandId, OrderId orderId) implements CouponReply {}
