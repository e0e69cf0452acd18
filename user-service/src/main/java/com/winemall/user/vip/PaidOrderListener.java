package com.winemall.user.vip;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.starter.messaging.PollListener;
import com.winemall.starter.messaging.Received;
import com.winemall.starter.messaging.Tempo;
import com.winemall.user.member.BecomeVipHandler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Hears which orders are paid, and looks at each alone: two that are large only together make
/// nobody VIP.
@Component
class PaidOrderListener implements PollListener<OrderEvent> {

    private final BecomeVipHandler becoming;
    private final VipSettings settings;

    PaidOrderListener(BecomeVipHandler becoming, VipSettings settings) {
        this.becoming = becoming;
        this.settings = settings;
    }

    @Override
    public Topic<OrderEvent> topic() {
        return Topics.ORDER_EVENTS;
    }

    @Override
    public String name() {
        return "vip";
    }

    @Override
    public Tempo tempo() {
        return Tempo.LEISURELY;
    }

    @Override
    public List<Outgoing> onPoll(List<Received<OrderEvent>> poll) {
        // In the order of ids: two instances then wait for each other, but not both at once.
        Map<CustomerId, OrderId> reasons = new TreeMap<>();
        for (var received : poll) {
            if (received.message() instanceof OrderPaid paid
                    && paid.units() >= settings.unitsMin()) {
                reasons.putIfAbsent(paid.customerId(), paid.orderId());
            }
        }
        reasons.forEach(becoming::handle);
        return List.of();
    }
}
