package com.winemall.order.ordering;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order.Cancelled;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Ends an order that has not been sent, or asks the saga to while it decides. Whoever had paid
/// gets the money back.
@Component
@Transactional
public class CancelOrderHandler {

    private static final Logger log = LoggerFactory.getLogger(CancelOrderHandler.class);

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Outbox outbox;
    private final OrderChanges changes;
    private final OrderMoney money;
    private final OrderTimes times;
    private final Clock clock;

    CancelOrderHandler(
            Orders orders,
            OrderAnnouncements announcements,
            Outbox outbox,
            OrderChanges changes,
            OrderMoney money,
            OrderTimes times,
            Clock clock) {
        this.orders = orders;
        this.announcements = announcements;
        this.outbox = outbox;
        this.changes = changes;
        this.money = money;
        this.times = times;
        this.clock = clock;
    }

    /// @param who wants it; an operator may end anybody's order
    /// @param note why, in their own words
    /// @return empty if there is no such order, or none of theirs
    public Optional<Cancelled> handle(
            OrderId id, CustomerId who, boolean operator, @Nullable String note) {
        var order = orders.lock(Set.of(id)).get(id);
        if (order == null) {
            return Optional.empty();
        }
        boolean owner = order.customerId().equals(who);
        if (!owner && !operator) {
            return Optional.empty();
        }
        var wanted =
                new Order.Cancellation(
                        owner ? CancelReason.CUSTOMER_REQUEST : CancelReason.OPERATOR, note);
        var outcome = order.cancel(wanted, times, clock.instant());
        if (outcome instanceof Cancelled.Done(var cancelled)) {
            orders.update(List.of(cancelled));
            if (cancelled.status().isEnded()) {
                money.giveBack(List.of(cancelled));
            }
            outbox.add(announcements.cancelRequested(cancelled, wanted));
            changes.announce(List.of(cancelled));
            log.atInfo()
                    .addKeyValue("orderId", id)
                    .log("cancellation: {} → {}", order.status(), cancelled.status());
        }
        return Optional.of(outcome);
    }
}
