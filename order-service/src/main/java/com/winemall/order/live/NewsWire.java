package com.winemall.order.live;

import java.util.Collection;

/// Carries news to every instance of this service, whichever has the customer's pages.
public interface NewsWire {

    /// Part of the transaction under way.
    void announce(Collection<News> news);
}
