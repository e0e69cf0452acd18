package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderMoney;
import com.winemall.starter.commit.AfterCommit;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Moves money as orders ask for it: a row in their transaction, gone on with right after the
/// commit, and swept until the provider confirms.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PaymentsOfOrders implements OrderMoney {

    private final Payments payments;
    private final PaymentWork work;
    private final PaymentSettings settings;
    private final Clock clock;

    PaymentsOfOrders(Payments payments, PaymentWork work, PaymentSettings settings, Clock clock) {
        this.payments = payments;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void take(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        var now = clock.instant();
        // One that is told again finds its money on the way, and is left out.
        goOnAfterCommit(payments.startCapturing(ids(orders), now.plus(settings.lease()), now));
    }

    @Override
    public void giveBack(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        var now = clock.instant();
        goOnAfterCommit(payments.startReturning(ids(orders), now.plus(settings.lease()), now));
    }

    private static Set<OrderId> ids(Collection<Order> orders) {
        return orders.stream().map(Order::id).collect(Collectors.toSet());
    }

    private void goOnAfterCommit(List<Payment> moving) {
        AfterCommit.run(() -> work.goOn(moving));
    }
}
