package com.winemall.order.live;

import com.winemall.contracts.CustomerId;
import java.util.List;

/// News of something whose books this service does not read for its pages: a coupon, a place in the
/// line of a sale event. Whole, so that there is nothing to look up.
///
/// @param version grows with every change of what the frame is about
public record News(CustomerId customerId, long version, Frame frame) {

    Update update() {
        return new Update(frame.id(), version, List.of(frame));
    }
}
