package com.winemall.order.ordering;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where orders are kept.
public interface Orders {

    void insert(Collection<Order> orders);

    /// Locks orders in the order of their ids. One there is none of is left out.
    Map<OrderId, Order> lock(Set<OrderId> ids);

    /// Locks orders whose time has come, passing over those somebody else works on.
    List<Order> lockDue(Instant now, int max);

    /// Lets orders be paid, each by one conditional update: those that are not paid yet, and whose
    /// deadline the database's clock has not reached. It decides payment against deadline, against
    /// cancellation, and against a second payment.
    ///
    /// @param payers nobody pays somebody else's
    /// @return those that are PAYING now and were not before
    Map<OrderId, Order> startPaying(Set<Payer> payers);

    void update(Collection<Order> orders);

    Optional<Order> find(OrderId id);

    /// A customer's orders, the newest first.
    ///
    /// @param status only these, or all
    List<Order> of(CustomerId customer, @Nullable OrderStatus status, long offset, int size);

    long count(CustomerId customer, @Nullable OrderStatus status);

    /// Who wants to pay which order.
    record Payer(OrderId orderId, CustomerId customerId) {}
}
