package com.winemall.contracts.reply;

/// What became of the coupon of one order.
public sealed interface CouponReply extends SagaReply
        permits CouponRedeemed, CouponRejected, CouponReturned {}
