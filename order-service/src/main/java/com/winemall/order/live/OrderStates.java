package com.winemall.order.live;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Orders as they are now.
public interface OrderStates {

    List<OrderState> find(Collection<OrderId> ids);

    /// What an open page shows of its customer: orders that go on, and those that changed lately.
    ///
    /// @param since orders that ended before are left out
    /// @param each of one customer at most: the newest
    List<OrderState> current(Collection<CustomerId> customers, Instant since, int each);
}
