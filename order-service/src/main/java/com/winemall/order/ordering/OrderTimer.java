package com.winemall.order.ordering;

import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Lets orders act whose time has come: one that was not paid ends, one the saga is silent about
/// tells it again. Any number of instances share the work; what piled up while none ran is done in
/// bounded batches.
@Component
class OrderTimer {

    private static final Logger log = LoggerFactory.getLogger(OrderTimer.class);

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Outbox outbox;
    private final OrderChanges changes;
    private final OrderMoney money;
    private final OrderTimes times;
    private final OrderTimerSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    OrderTimer(
            Orders orders,
            OrderAnnouncements announcements,
            Outbox outbox,
            OrderChanges changes,
            OrderMoney money,
            OrderTimes times,
            OrderTimerSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.orders = orders;
        this.announcements = announcements;
        this.outbox = outbox;
        this.changes = changes;
        this.money = money;
        this.times = times;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${winemall.orders.timer.interval:250ms}")
    void tick() {
        int acted;
        do {
            acted = transaction.execute(_ -> letDueOnesAct());
        } while (acted == settings.batchMax());
    }

    private int letDueOnesAct() {
        var now = clock.instant();
        var due = orders.lockDue(now, settings.batchMax());
        List<Order> acted = new ArrayList<>(due.size());
        List<Order> ended = new ArrayList<>();
        List<Outgoing> messages = new ArrayList<>();
        for (var order : due) {
            if (order.status() == OrderStatus.NOTPAYED) {
                var timedOut = order.timedOut(times, now);
                acted.add(timedOut);
                ended.add(timedOut);
                messages.add(announcements.timedOut(timedOut));
                log.atInfo().addKeyValue("orderId", order.id()).log("nobody paid in time");
            } else {
                acted.add(order.askingAgain(times, now));
                messages.addAll(tellAgain(order));
                log.atWarn().addKeyValue("orderId", order.id()).log("the saga is silent");
            }
        }
        orders.update(acted);
        money.giveBack(ended);
        outbox.add(messages);
        changes.announce(ended);
        return due.size();
    }

    /// Everything the saga may not have heard.
    private List<Outgoing> tellAgain(Order order) {
        var cancellation = order.cancellation();
        return switch (order.status()) {
            case PENDING, RESERVED ->
                    cancellation == null
                            ? List.of(announcements.placed(order))
                            : List.of(
                                    announcements.placed(order),
                                    announcements.cancelRequested(order, cancellation));
            case PAYING -> List.of(announcements.authorized(order));
            case TIMEOUT -> List.of(announcements.timedOut(order));
            case CANCELLED ->
                    List.of(
                            announcements.cancelRequested(
                                    order,
                                    new Order.Cancellation(
                                            Objects.requireNonNull(order.reason()), null)));
            case NOTPAYED, PREPARING, SHIPPING, DELIVERED, STOCK_OUT ->
                    throw new IllegalStateException(
                            order.id() + " has nothing to tell in " + order.status());
        };
    }
}
