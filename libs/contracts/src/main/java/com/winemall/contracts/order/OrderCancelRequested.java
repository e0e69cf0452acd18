package com.winemall.contracts.order;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The order is to end: its customer or an operator wants it, or its money could not be taken in
/// time. That is final, whatever was said about the order before or after.
///
/// @param reason CUSTOMER_REQUEST, OPERATOR or OVERDUE
/// @param note what they said about it
@WireName("OrderCancelRequested")
public record OrderCancelRequested(
        OrderId orderId,
        long version,
        CancelReason reason,
        @Nullable String note,
        Instant requestedAt)
        implements OrderEvent {}
