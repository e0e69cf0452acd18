package com.winemall.order.event.web;

import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.firstcome.PoolState;
import com.winemall.firstcome.PoolView;
import com.winemall.order.event.EventStatus;
import com.winemall.order.event.SaleEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as everybody sees it.
///
/// @param price of one unit in won; absent until it is known
/// @param remaining units a newcomer could have
/// @param waiting people in line
/// @param reason why it is paused, or has not opened
/// @param available units there were when it asked for more than there are
record EventView(
        EventId id,
        String name,
        ProductId productId,
        @Nullable Long price,
        int quantity,
        long remaining,
        Status status,
        @Nullable String reason,
        @Nullable Integer available,
        Instant startsAt,
        Instant endsAt,
        int perCustomer,
        boolean waitingLine,
        @Nullable Integer arrivalsPerSecond,
        long waiting) {

    /// How an event looks from outside.
    enum Status {
        SCHEDULED,
        OPEN,
        SOLD_OUT,
        PAUSED,
        CLOSED
    }

    /// An event that has no units yet, or none any more.
    static EventView of(SaleEvent event) {
        boolean over = event.status().isOver();
        return of(
                event,
                over ? Status.CLOSED : Status.SCHEDULED,
                event.available() == null ? null : EventProblem.NOT_ENOUGH_STOCK.name(),
                over ? 0 : event.quantity(),
                0);
    }

    /// An event that has its units.
    static EventView of(SaleEvent event, PoolView pool, Instant now) {
        return of(event, status(event, pool, now), pool.pauseReason(), pool.free(), pool.waiting());
    }

    private static Status status(SaleEvent event, PoolView pool, Instant now) {
        if (event.status() != EventStatus.OPEN || !now.isBefore(event.endsAt())) {
            return Status.CLOSED;
        }
        if (pool.state() == PoolState.PAUSED) {
            return Status.PAUSED;
        }
        if (now.isBefore(event.opensAt())) {
            return Status.SCHEDULED;
        }
        return pool.soldOut() ? Status.SOLD_OUT : Status.OPEN;
    }

    private static EventView of(
            SaleEvent event, Status status, @Nullable String reason, long remaining, long waiting) {
        return new EventView(
                event.id(),
                event.name(),
                event.productId(),
                event.price(),
                event.quantity(),
                remaining,
                status,
                reason,
                event.available(),
                event.startsAt(),
                event.endsAt(),
                event.perCustomer(),
                event.waitingLine(),
                event.arrivalsPerSecond(),
                waiting);
    }
}
