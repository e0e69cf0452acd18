package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.orchestrator.saga.Decider;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.orchestrator.saga.SagaTimes;
import com.winemall.orchestrator.saga.simulation.OrderRow.PaymentState;
import com.winemall.orchestrator.saga.simulation.OrderRow.Status;
import com.winemall.orchestrator.saga.simulation.SimulatedProvider.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One shop, one seed: a few customers want the same few bottles and share a coupon, everything
/// that can go wrong goes wrong for three minutes, then it stops, and in the end the world has to
/// make sense.
final class World {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TROUBLE = Duration.ofMinutes(3);
    private static final Duration LIFE = Duration.ofMinutes(25);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PAYMENT_WINDOW = Duration.ofSeconds(60);
    private static final Duration WAIT_MAX = Duration.ofMinutes(6);

    private static final SagaTimes TIMES =
            new SagaTimes(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(8),
                    0.5,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    5);

    private static final List<Token> CARDS =
            List.of(
                    Token.OK,
                    Token.OK,
                    Token.OK,
                    Token.OK,
                    Token.DECLINED,
                    Token.SLOW,
                    Token.UNAVAILABLE,
                    Token.LOST_REPLY);

    private final Random random;
    private final Told told = new Told();
    private final Network network;
    private final SimulatedStock stock;
    private final SimulatedCoupons coupons;
    private final SimulatedProvider provider;
    private final SimulatedOrders orders;
    private final SimulatedOrchestrator orchestrator;
    private final ProductId wine = new ProductId(new UUID(0, 1));
    private final EventId event = new EventId(new UUID(0, 2));
    private int orderCount;

    /// What people still mean to do.
    private int plans;

    World(long seed, Plant plant, boolean traced) {
        this.random = new Random(seed);
        this.network = new Network(random, START, TROUBLE, traced, told::hear);
        int units = 1 + random.nextInt(6);
        int allotted = random.nextInt(units + 1) / 2;
        this.stock = new SimulatedStock(network, skew(), plant, wine, units, allotted);
        this.coupons = new SimulatedCoupons(plant);
        this.provider = new SimulatedProvider(network, plant, this::mayBeCharged);
        this.orders = new SimulatedOrders(network, skew(), plant, provider, this::canBePaid);
        this.orchestrator =
                new SimulatedOrchestrator(
                        network, skew(), plant, new Decider(TIMES), stock, coupons, orders);
        stock.answersTo(orchestrator);
        coupons.answersTo(orchestrator);
        orders.tells(orchestrator);
    }

    /// @throws Violation if the world does not make sense, at any moment or at the end
    void live() {
        int customers = 2 + random.nextInt(6);
        for (int i = 0; i < customers; i++) {
            plan(START.plus(network.some(120_000)), this::aCustomerComes);
        }
        if (random.nextInt(4) == 0) {
            // Often longer than a hold lasts.
            network.brokerIsDown(START.plus(network.some(120_000)), network.some(200_000));
        }
        if (random.nextInt(4) == 0) {
            provider.isDown(START.plus(network.some(120_000)), network.some(90_000));
        }
        plan(START.plus(network.some(200_000)), () -> stock.returnAllotment().send(network, false));
        everyTick(orchestrator::tick, true);
        everyTick(orders::tick, true);
        everyTick(() -> stock.tick(random.nextInt(120) == 0 ? 1 : 0), false);
        network.runUntil(START.plus(LIFE));
        makesSense();
    }

    /// How the orders of this world ended, in a few words each.
    Set<String> endings() {
        return orders.rows().stream().map(this::ending).collect(Collectors.toSet());
    }

    private String ending(OrderRow row) {
        var money = provider.moneyOf(row.id());
        return (row.isKept() ? row.status : row.reason)
                + (row.isKept() && stock.wasServedFromLine(row.id()) ? " from the line" : "")
                + (row.order.eventId() == null ? "" : " of an event")
                + (money.voided() > 0 ? ", voided" : "")
                + (money.refunded() > 0 ? ", refunded" : "");
    }

    List<String> trace() {
        return network.trace();
    }

    /// @param mayDie whether a process may die before it commits: then nothing has happened
    private void everyTick(Supplier<Part.Following> tick, boolean mayDie) {
        network.after(
                TICK,
                () -> {
                    boolean trouble = network.isTroubled();
                    if (!(mayDie && trouble && random.nextInt(10) == 0)) {
                        tick.get().send(network, false);
                    }
                    if (trouble || !isQuiet()) {
                        everyTick(tick, mayDie);
                    }
                });
    }

    /// Nothing is left to be decided, so nothing has to be looked after.
    private boolean isQuiet() {
        return plans == 0
                && orders.rows().stream().allMatch(OrderRow::isSettled)
                && orchestrator.sagas().stream().allMatch(Saga::isEnded);
    }

    // What people do.

    private void aCustomerComes() {
        var id = new OrderId(new UUID(1, ++orderCount));
        boolean ofEvent = random.nextInt(4) == 0;
        boolean mayWait = !ofEvent && random.nextInt(3) == 0;
        var order =
                new OrderPlaced(
                        id,
                        1,
                        new CustomerId(new UUID(2, orderCount)),
                        List.of(new OrderLine(wine, 1 + random.nextInt(2))),
                        random.nextInt(3) == 0 ? new CouponCode("SHARED") : null,
                        mayWait ? WhenOutOfStock.RESERVE : WhenOutOfStock.CANCEL,
                        ofEvent ? event : null,
                        PAYMENT_WINDOW,
                        PAYMENT_WINDOW.multipliedBy(2),
                        network.now().plus(WAIT_MAX),
                        network.now());
        orders.place(order).send(network, false);
        // The moment the saga decides is a good moment to change one's mind.
        perhaps(10, 3, () -> orders.cancel(id));
        perhaps(15, 100, () -> orders.cancel(id));
        perhaps(10, 200, () -> orders.cancel(id));
        perhaps(25, 200, () -> orders.ship(id));
        perhaps(15, 300, () -> orders.ship(id));
        perhaps(8, 20, () -> orchestrator.operate(id, OperatorAction.RETRY));
        perhaps(8, 20, () -> orchestrator.operate(id, OperatorAction.CANCEL));
        perhaps(8, 150, () -> orchestrator.operate(id, OperatorAction.CANCEL));
        if (random.nextInt(100) < 8) {
            perhaps(100, 20, () -> orchestrator.operate(id, OperatorAction.PAUSE));
            plan(
                    network.now().plusSeconds(20 + random.nextInt(60)),
                    () -> orchestrator.operate(id, OperatorAction.RESUME).send(network, false));
        }
    }

    /// Some pay soon, some at the last moment or a moment after it, some twice, some while they
    /// cancel, some never.
    private void canBePaid(OrderRow row) {
        var id = row.id();
        int kind = random.nextInt(100);
        if (kind < 15) {
            return;
        }
        var when =
                kind < 65
                        ? network.now().plus(network.some(40_000))
                        : orders.moment(row.paymentDueAt).plusMillis(random.nextInt(41) - 20);
        plan(when, () -> network.act(() -> orders.pay(id, aCard())));
        if (random.nextInt(4) == 0) {
            plan(when.plus(network.some(30)), () -> network.act(() -> orders.pay(id, aCard())));
        }
        if (random.nextInt(6) == 0) {
            plan(
                    when.plusMillis(random.nextInt(6_000) - 1_000),
                    () -> network.act(() -> orders.cancel(id)));
        }
        if (random.nextInt(12) == 0) {
            plan(
                    when.plus(network.some(6_000)),
                    () -> network.act(() -> orchestrator.operate(id, OperatorAction.CANCEL)));
        }
    }

    private Token aCard() {
        return CARDS.get(random.nextInt(CARDS.size()));
    }

    /// Perhaps, within so many seconds.
    private void perhaps(int percent, int seconds, Supplier<Part.Following> action) {
        if (random.nextInt(100) < percent) {
            plan(network.now().plus(network.some(seconds * 1000)), () -> network.act(action));
        }
    }

    private void plan(Instant when, Runnable action) {
        plans++;
        network.at(
                when,
                () -> {
                    plans--;
                    action.run();
                });
    }

    private Duration skew() {
        return Duration.ofMillis(random.nextInt(5_000) - 2_500);
    }

    // What has to hold.

    private void mayBeCharged(OrderId id) {
        require(
                stock.stateOf(id) == SimulatedStock.State.COMMITTED,
                id,
                "was charged before its stock was committed: " + stock.stateOf(id));
    }

    private void makesSense() {
        Map<OrderId, Saga> sagas =
                orchestrator.sagas().stream()
                        .collect(Collectors.toMap(Saga::orderId, Function.identity()));
        for (var row : orders.rows()) {
            var saga = sagas.get(row.id());
            require(saga != null, row.id(), "has no saga");
            require(saga.isEnded(), row.id(), "has not ended: " + saga.state());
            if (row.isKept()) {
                keptMakesSense(row, saga);
            } else {
                endedMakesSense(row, saga);
            }
            require(
                    row.payingSince == null || row.payingSince.isBefore(row.paymentDueAt),
                    row.id(),
                    "was paid after its deadline");
        }
        var kept = orders.rows().stream().filter(OrderRow::isKept).toList();
        int sold = kept.stream().mapToInt(OrderRow::units).sum();
        long coupons = kept.stream().filter(row -> row.order.couponCode() != null).count();
        if (stock.held() != 0 || stock.sold() != sold || this.coupons.usedCoupons() != coupons) {
            throw new Violation(
                    "%d units are held, %d sold of %d, %d coupons used of %d"
                            .formatted(
                                    stock.held(),
                                    stock.sold(),
                                    sold,
                                    this.coupons.usedCoupons(),
                                    coupons));
        }
    }

    private void keptMakesSense(OrderRow row, Saga saga) {
        var id = row.id();
        boolean hasCoupon = row.order.couponCode() != null;
        require(!row.cancellationAccepted, id, "was cancelled and is kept");
        require(!orchestrator.wasCancelledByOperator(id), id, "was cancelled and is kept");
        require(saga.state() == SagaState.ORDER_PAID, id, "is kept, its saga " + saga.state());
        require(
                stock.stateOf(id) == SimulatedStock.State.COMMITTED,
                id,
                "is paid and its stock is " + stock.stateOf(id));
        require(stock.wasCommittedInTime(id), id, "was sold a hold that had run out");
        require(
                stock.isOfEvent(id) == (row.order.eventId() != null),
                id,
                "was not given the units meant for it");
        require(coupons.isUsedBy(id) == hasCoupon, id, "is paid and its coupon is not used");
        require((row.discount > 0) == hasCoupon, id, "lost its discount");
        var money = provider.moneyOf(id);
        require(money.captured() <= row.total, id, "was charged twice: " + money);
        require(
                money.captured() == row.total && money.refunded() == 0,
                id,
                "leaves without money: " + money);
        require(money.heldBack() == 0, id, "keeps money it has no right to: " + money);
        require(told.timesPaid(id) == 1, id, "was told so often it is paid: " + told.timesPaid(id));
        require(told.reasonsOf(id).isEmpty(), id, "was told it ended: " + told.reasonsOf(id));
    }

    private void endedMakesSense(OrderRow row, Saga saga) {
        var id = row.id();
        require(row.status == Status.ENDED, id, "has not ended: " + row.status);
        require(
                saga.state() == SagaState.ORDER_CANCELED,
                id,
                "has ended for its customer, and its saga is at " + saga.state());
        require(row.reason != null, id, "ended for no reason");
        var stockState = stock.stateOf(id);
        require(
                switch (stockState) {
                    case HELD, WAITING, COMMITTED -> false;
                    case NONE, WAIT_OVER, REFUSED, RELEASED, EXPIRED, RETURNED -> true;
                },
                id,
                "ended and its stock is " + stockState);
        require(!coupons.isUsedBy(id), id, "ended and uses a coupon");
        var money = provider.moneyOf(id);
        require(money.captured() <= row.total, id, "was charged twice: " + money);
        require(
                money.kept() == 0 && money.heldBack() == 0,
                id,
                "keeps money it has no right to: " + money);
        require(
                row.payment.state == PaymentState.NONE
                        || row.payment.state == PaymentState.RETURNED,
                id,
                "ended and its payment is " + row.payment.state);
        boolean refunded = money.refunded() > 0;
        require(
                told.timesRefunded(id) == (refunded ? 1 : 0),
                id,
                "was told so often it is refunded: " + told.timesRefunded(id));
        require(
                told.reasonsOf(id).equals(Set.of(row.reason)),
                id,
                "ended because of " + row.reason + " and was told " + told.reasonsOf(id));
    }

    private static void require(boolean condition, OrderId order, String otherwise) {
        if (!condition) {
            throw new Violation("order " + order + " " + otherwise);
        }
    }
}
