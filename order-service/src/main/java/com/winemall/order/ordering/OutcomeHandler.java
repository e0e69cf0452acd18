package com.winemall.order.ordering;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderOutcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final OrderChanges changes;
    private final OrderMoney money;
    private final EventPlaces places;
    private final OrderTimes times;
    private final Clock clock;

    OutcomeHandler(
            Orders orders,
            OrderChanges changes,
            OrderMoney money,
            EventPlaces places,
            OrderTimes times,
            Clock clock) {
        this.orders = orders;
        this.changes = changes;
        this.money = money;
        this.places = places;
        this.times = times;
        this.clock = clock;
    }

    public void handle(List<? extends OrderOutcome> outcomes) {
        var now = clock.instant();
        var ids = outcomes.stream().map(OrderOutcome::orderId).collect(Collectors.toSet());
        Map<OrderId, Order> current = new HashMap<>(orders.lock(ids));
        Map<OrderId, Order> changed = new LinkedHashMap<>();
        Map<OrderId, Order> visible = new LinkedHashMap<>();
        List<Order> committed = new ArrayList<>();
        List<Order> ended = new ArrayList<>();
        List<Order> undone = new ArrayList<>();
        for (var outcome : outcomes) {
            var before = current.get(outcome.orderId());
            if (before == null) {
                throw new IllegalStateException("no order " + outcome.orderId());
            }
            var after = before.after(outcome, times, now);
            if (after.sagaVersion() == before.sagaVersion()) {
                continue;
            }
            current.put(after.id(), after);
            changed.put(after.id(), after);
            if (outcome instanceof OrderCanceled) {
                undone.add(after);
            }
            switch (before.status()) {
                case PAYING ->
                        (after.status() == OrderStatus.PAYING ? committed : ended).add(after);
                case NOTPAYED -> ended.add(after);
                case PENDING,
                        RESERVED,
                        PREPARING,
                        SHIPPING,
                        DELIVERED,
                        STOCK_OUT,
                        TIMEOUT,
                        CANCELLED -> {}
            }
            if (after.version() > before.version()) {
                visible.put(after.id(), after);
                log.atInfo()
                        .addKeyValue("orderId", after.id())
                        .log("{} → {}", before.status(), after.status());
            }
        }
        orders.update(changed.values());
        money.take(committed);
        money.giveBack(ended);
        places.release(undone);
        changes.announce(visible.values());
    }
}
