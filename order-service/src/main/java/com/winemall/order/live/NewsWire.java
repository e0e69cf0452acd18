package com.winemall.order.live;

import java.util.Collection;

/// Carries news of coupons to every instance of this service, whichever has the customer's pages.
public interface CouponNewsWire {

    /// Part of the transaction under way.
    void announce(Collection<CouponNews> news);
}
