package com.winemall.contracts;

/// Why a coupon was refused.
public enum CouponProblem {
    UNKNOWN,
    NOT_YOURS,
    USED,
    EXPIRED,
    NOT_YET_VALID,
    BELOW_MINIMUM
}
