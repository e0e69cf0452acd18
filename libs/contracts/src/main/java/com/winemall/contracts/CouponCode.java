package com.winemall.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The code that makes a coupon worth something; whoever may read it may not use it: it is bound to
/// the member it was given to.
public record CouponCode(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CouponCode {}

    @Override
    public String toString() {
        return value;
    }
}
