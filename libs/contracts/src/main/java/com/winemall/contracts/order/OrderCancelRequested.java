package com.winemall.contracts.order;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The customer or an operator wants the order ended.
///
/// @param reason CUSTOMER_REQUEST or OPERATOR
/// @param note what they said about it
@WireName("OrderCancelRequested")
public record OrderCancelRequested(
        OrderId orderId,
        long version,
        CancelReason reason,
        @Nullable String note,
        Instant requestedAt)
        implements OrderEvent {}
