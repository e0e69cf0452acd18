package com.winemall.coupon.claim;

import com.winemall.coupon.code.Code;

/// What a person's claim has come to so far.
public sealed interface Standing {

    record Assigned(Code code) implements Standing {}

    /// @param position in line, from 1
    record Waiting(long position) implements Standing {}
}
