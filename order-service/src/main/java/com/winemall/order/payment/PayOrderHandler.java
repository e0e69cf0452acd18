package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderStatus;
import com.winemall.order.ordering.OrderWatchers;
import com.winemall.order.ordering.Orders;
import com.winemall.order.payment.PayOrder.Outcome;
import com.winemall.order.payment.PaymentProvider.Authorized;
import com.winemall.order.payment.PaymentProvider.Declined;
import com.winemall.order.payment.PaymentProvider.NotDone;
import com.winemall.order.payment.PaymentProvider.Unknown;
import com.winemall.starter.commit.CommitOwner;
import com.winemall.starter.commit.GroupCommit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Pays an order: PAYING by one conditional update, then the money is set aside at the provider,
/// then the saga commits the stock, and only then the money is taken. Here the first two are done;
/// the rest follows from what they leave in the database, whoever is alive to do it.
@Component
public class PayOrderHandler implements CommitOwner {

    private static final Logger log = LoggerFactory.getLogger(PayOrderHandler.class);

    private final Orders orders;
    private final Payments payments;
    private final OrderWatchers watchers;
    private final PaymentProvider provider;
    private final PaymentWork work;
    private final PaymentSettlement settlement;
    private final PaymentSettings settings;
    private final Clock clock;
    private final GroupCommit<PayOrder, Optional<Begun>> commits;

    PayOrderHandler(
            Orders orders,
            Payments payments,
            OrderWatchers watchers,
            PaymentProvider provider,
            PaymentWork work,
            PaymentSettlement settlement,
            PaymentSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.watchers = watchers;
        this.provider = provider;
        this.work = work;
        this.settlement = settlement;
        this.settings = settings;
        this.clock = clock;
        this.commits =
                new GroupCommit<>(
                        "begin-payments",
                        transaction,
                        this::beginTogether,
                        settings.batchMax(),
                        settings.linger(),
                        settings.queueMax());
    }

    /// Waits for the money to be taken, but not for long.
    ///
    /// @throws GroupCommit.Overloaded if more payments are waiting than may; nothing was done
    public Outcome handle(PayOrder command) {
        return commits.commit(command)
                .map(begun -> pay(command, begun))
                .orElseGet(() -> refused(command));
    }

    private Outcome pay(PayOrder command, Begun begun) {
        try (var watch =
                watchers.watch(begun.order(), order -> order.status() != OrderStatus.PAYING)) {
            var payment = begun.payment();
            var answer = provider.authorize(payment.charge(), command.token());
            if (answer instanceof Unknown) {
                answer = work.recover(payment);
            }
            var order = settlement.settle(payment, answer).orElse(begun.order());
            return switch (answer) {
                case Declined(var reason) -> new Outcome.Declined(order, reason);
                case NotDone _ -> new Outcome.Unavailable(order);
                case Authorized _, Unknown _ ->
                        new Outcome.Taken(watch.await(settings.answerPatience(), order));
            };
        }
    }

    private Outcome refused(PayOrder command) {
        return orders.find(command.orderId())
                .filter(order -> order.customerId().equals(command.customerId()))
                .map(this::refused)
                .orElseGet(Outcome.NotFound::new);
    }

    private Outcome refused(Order order) {
        return switch (order.status()) {
            case NOTPAYED ->
                    clock.instant().isBefore(Objects.requireNonNull(order.paymentDueAt()))
                            // Another payment was under way, and has just been declined.
                            ? new Outcome.NotPayable(order)
                            : new Outcome.WindowClosed(order);
            case TIMEOUT -> new Outcome.WindowClosed(order);
            case PENDING, RESERVED, PAYING, PREPARING, SHIPPING, DELIVERED, STOCK_OUT, CANCELLED ->
                    new Outcome.NotPayable(order);
        };
    }

    /// One for each order at most: whoever clicks twice pays once.
    private List<Optional<Begun>> beginTogether(List<PayOrder> commands) {
        var paying =
                orders.startPaying(
                        commands.stream()
                                .map(command ->
                                        new Orders.Payer(command.orderId(), command.customerId()))
                                .collect(Collectors.toSet()));
        Map<OrderId, PaymentToken> tokens = new HashMap<>();
        List<Optional<Order>> first = new ArrayList<>(commands.size());
        for (var command : commands) {
            var order = paying.get(command.orderId());
            if (order == null
                    || !order.customerId().equals(command.customerId())
                    || tokens.putIfAbsent(order.id(), command.token()) != null) {
                first.add(Optional.empty());
            } else {
                first.add(Optional.of(order));
            }
        }
        var now = clock.instant();
        var begun = payments.begin(paying.values(), tokens, now.plus(settings.lease()), now);
        for (var order : paying.values()) {
            log.atInfo().addKeyValue("orderId", order.id()).log("paying");
        }
        return first.stream()
                .map(order ->
                        order.map(it -> new Begun(it, Objects.requireNonNull(begun.get(it.id())))))
                .toList();
    }

    @Override
    public GroupCommit<?, ?> commits() {
        return commits;
    }

    private record Begun(Order order, Payment payment) {}
}
