package com.winemall.order.ordering;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets many orders do as the saga says, in one transaction.
@Component
@Transactional
public class OutcomeHandler {

    private static final Logger log = LoggerFactory.getLogger(OutcomeHandler.class);

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Outbox outbox;
    private final OrderChanges changes;
    private final OrderTimes times;
    private final Clock clock;

    OutcomeHandler(
            Orders orders,
            OrderAnnouncements announcements,
            Outbox outbox,
            OrderChanges changes,
            OrderTimes times,
            Clock clock) {
        this.orders = orders;
        this.announcements = announcements;
        this.outbox = outbox;
        this.changes = changes;
        this.times = times;
        this.clock = clock;
    }

    public void handle(List<? extends OrderOutcome> outcomes) {
        var now = clock.instant();
        var ids = outcomes.stream().map(OrderOutcome::orderId).collect(Collectors.toSet());
        Map<OrderId, Order> current = new HashMap<>(orders.lock(ids));
        Map<OrderId, Order> changed = new LinkedHashMap<>();
        List<Outgoing> tellAgain = new ArrayList<>();
        for (var outcome : outcomes) {
            var before = current.get(outcome.orderId());
            if (before == null) {
                throw new IllegalStateException("no order " + outcome.orderId());
            }
            var after = before.after(outcome, times, now);
            if (outcome instanceof OrderCompleted) {
                tellAgain.addAll(whatTheSagaDoesNotKnow(after));
            }
            if (after.version() > before.version()) {
                current.put(after.id(), after);
                changed.put(after.id(), after);
                log.atInfo()
                        .addKeyValue("orderId", after.id())
                        .log("{} → {}", before.status(), after.status());
            }
        }
        orders.update(changed.values());
        outbox.add(tellAgain);
        changes.announce(changed.values());
    }

    /// A saga that completes an order somebody has ended, or wants ended, has not heard of it yet.
    /// It may be on its way; telling it twice does no harm, telling it never would.
    private List<Outgoing> whatTheSagaDoesNotKnow(Order order) {
        var cancellation = order.cancellation();
        return switch (order.status()) {
            case TIMEOUT -> List.of(announcements.timedOut(order));
            case CANCELLED ->
                    List.of(
                            announcements.cancelRequested(
                                    order, new Order.Cancellation(reasonOf(order), null)));
            case PENDING, RESERVED ->
                    cancellation == null
                            ? List.of()
                            : List.of(announcements.cancelRequested(order, cancellation));
            case NOTPAYED, PAYING, PREPARING, SHIPPING, DELIVERED, STOCK_OUT -> List.of();
        };
    }

    private static CancelReason reasonOf(Order order) {
        return Objects.requireNonNull(order.reason());
    }
}
