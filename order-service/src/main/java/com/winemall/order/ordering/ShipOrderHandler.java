package com.winemall.order.ordering;

import com.winemall.contracts.OrderId;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes down that a paid order is on its way, and that it has arrived.
@Component
@Transactional
public class ShipOrderHandler {

    private static final Logger log = LoggerFactory.getLogger(ShipOrderHandler.class);

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Outbox outbox;
    private final OrderChanges changes;
    private final Clock clock;

    ShipOrderHandler(
            Orders orders,
            OrderAnnouncements announcements,
            Outbox outbox,
            OrderChanges changes,
            Clock clock) {
        this.orders = orders;
        this.announcements = announcements;
        this.outbox = outbox;
        this.changes = changes;
        this.clock = clock;
    }

    /// @return empty if there is no such order
    public Optional<Outcome> ship(OrderId id, Order.Shipment shipment) {
        return lock(id).map(order -> {
            if (order.status() != OrderStatus.PREPARING) {
                return new Outcome.WrongStatus(order);
            }
            var shipped = order.shipped(shipment, clock.instant());
            return done(shipped, announcements.shipped(shipped));
        });
    }

    /// @return empty if there is no such order
    public Optional<Outcome> deliver(OrderId id) {
        return lock(id).map(order -> {
            if (order.status() != OrderStatus.SHIPPING) {
                return new Outcome.WrongStatus(order);
            }
            var delivered = order.delivered(clock.instant());
            return done(delivered, announcements.delivered(delivered));
        });
    }

    private Optional<Order> lock(OrderId id) {
        return Optional.ofNullable(orders.lock(Set.of(id)).get(id));
    }

    private Outcome done(Order order, Outgoing announcement) {
        orders.update(List.of(order));
        outbox.add(announcement);
        changes.announce(List.of(order));
        log.atInfo().addKeyValue("orderId", order.id()).log("→ {}", order.status());
        return new Outcome.Done(order);
    }

    /// What became of it.
    public sealed interface Outcome {

        record Done(Order order) implements Outcome {}

        /// The order is not where this could follow.
        record WrongStatus(Order order) implements Outcome {}
    }
}
