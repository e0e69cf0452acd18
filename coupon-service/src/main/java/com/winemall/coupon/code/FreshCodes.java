package com.winemall.coupon.code;

/// Where new codes come from.
@FunctionalInterface
public interface FreshCodes {

    Code next();
}
