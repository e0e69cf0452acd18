package com.winemall.order.ordering.persistence;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.notices.NoticeListener;
import com.winemall.order.notices.Notices;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderChange;
import com.winemall.order.ordering.OrderChangeListener;
import com.winemall.order.ordering.OrderChanges;
import com.winemall.starter.commit.AfterCommit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Changes of orders travel between instances as notices. The instance that made one tells its own
/// listeners without the detour.
@Component
class PostgresOrderChanges implements OrderChanges, NoticeListener {

    private static final String CHANNEL = "order_changed";

    private final Notices notices;
    private final List<OrderChangeListener> listeners;

    PostgresOrderChanges(Notices notices, List<OrderChangeListener> listeners) {
        this.notices = notices;
        this.listeners = listeners;
    }

    @Override
    public void announce(Collection<Order> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Order> orders = List.copyOf(changed);
        notices.post(CHANNEL, orders.stream().map(PostgresOrderChanges::notice).toList());
        AfterCommit.run(() -> listeners.forEach(listener -> orders.forEach(listener::tell)));
    }

    private static String notice(Order order) {
        return order.id() + " " + order.customerId() + " " + order.version();
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void heard(String notice) {
        var words = notice.split(" ", -1);
        var change =
                new OrderChange(
                        new OrderId(UUID.fromString(words[0])),
                        new CustomerId(UUID.fromString(words[1])),
                        Long.parseLong(words[2]));
        listeners.forEach(listener -> listener.tellStored(change));
    }

    @Override
    public void lookAgain() {
        listeners.forEach(OrderChangeListener::lookAgain);
    }
}
