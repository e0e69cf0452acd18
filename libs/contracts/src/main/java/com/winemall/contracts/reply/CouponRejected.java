package com.winemall.contracts.reply;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;

/// The coupon cannot be used for this order.
@WireName("CouponRejected")
public record CouponRejected(CommandId commandId, OrderId orderId, CouponProblem problem)
        implements CouponReply {}
