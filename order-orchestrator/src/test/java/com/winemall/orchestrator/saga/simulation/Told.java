package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.outcome.OrderCanceled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What everybody else hears about how orders end: those who write mails and keep statistics. The
/// same said again is said once.
final class Told {

    private final Map<OrderId, Set<CancelReason>> canceled = new HashMap<>();
    private final Map<OrderId, Set<Long>> paid = new HashMap<>();
    private final Map<OrderId, Set<Long>> refunded = new HashMap<>();

    void hear(Message message) {
        switch (message) {
            case OrderCanceled it -> add(canceled, it.orderId(), it.reason());
            case OrderPaid it -> add(paid, it.orderId(), it.version());
            case OrderRefunded it -> add(refunded, it.orderId(), it.version());
            default -> {}
        }
    }

    Set<CancelReason> reasonsOf(OrderId order) {
        return canceled.getOrDefault(order, Set.of());
    }

    int timesPaid(OrderId order) {
        return paid.getOrDefault(order, Set.of()).size();
    }

    int timesRefunded(OrderId order) {
        return refunded.getOrDefault(order, Set.of()).size();
    }

    private static <T> void add(Map<OrderId, Set<T>> facts, OrderId order, T fact) {
        facts.computeIfAbsent(order, _ -> new HashSet<>()).add(fact);
    }
}
