package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where payments are kept.
public interface Payments {

    /// Begins the first, or the next, try to pay each of these orders.
    ///
    /// @param tokens by order
    /// @param due when somebody else goes on with it if this process dies
    Map<OrderId, Payment> begin(
            Collection<Order> orders, Map<OrderId, PaymentToken> tokens, Instant due, Instant now);

    /// Locks payments in the order of their orders' ids.
    Map<OrderId, Payment> lock(Set<OrderId> orders);

    /// Lets the money of these orders be taken.
    ///
    /// @return those whose money is set aside
    List<Payment> startCapturing(Set<OrderId> orders, Instant due, Instant now);

    /// Lets the money of these orders go back.
    ///
    /// @return those somebody has tried to pay and whose money is not back yet
    List<Payment> startReturning(Set<OrderId> orders, Instant due, Instant now);

    /// Takes payments whose time has come, passing over those somebody else works on.
    ///
    /// @param leaseUntil when others may take them if nothing has come of it
    List<Payment> claimDue(Instant now, Instant leaseUntil, int max);

    /// Payments of money in the order of their orders' ids, as they are.
    ///
    /// @param after none up to this one
    /// @param until none after this one; null for all the rest
    List<Payment> range(OrderId after, @Nullable OrderId until);

    /// Those the provider has something to do about, counted by status.
    List<UnderWay> underWay();

    /// @param unanswered how many of them the provider did not answer about when it was last asked
    /// @param oldest since when the oldest of them has not moved
    record UnderWay(PaymentStatus status, long payments, long unanswered, Instant oldest) {}

    void update(Collection<Payment> payments);
}
