package com.winemall.coupon.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a campaign's coupons are given out and may be used.
///
/// @param from absent if from the beginning
/// @param until the first moment they may not
public record Validity(@Nullable Instant from, Instant until) {

    public boolean isOpenAt(Instant now) {
        return hasBegunAt(now) && !isOverAt(now);
    }

    public boolean hasBegunAt(Instant now) {
        return from == null || !now.isBefore(from);
    }

    public boolean isOverAt(Instant now) {
        return !now.isBefore(until);
    }
}
