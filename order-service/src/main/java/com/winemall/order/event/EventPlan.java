package com.winemall.order.event;

import com.winemall.contracts.ProductId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator decides about a sale event; the rest is its life.
///
/// @param price of one unit in won; absent: the list price
/// @param perCustomer units one customer may have
/// @param waitingLine whether those for whom there is nothing left may wait
/// @param arrivalsPerSecond what its waiting room lets in; absent: as many as every event's
public record EventPlan(
        String name,
        ProductId productId,
        int quantity,
        @Nullable Long price,
        Instant startsAt,
        Instant endsAt,
        int perCustomer,
        boolean waitingLine,
        @Nullable Integer arrivalsPerSecond) {}
