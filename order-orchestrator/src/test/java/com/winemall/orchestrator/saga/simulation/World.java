package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
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
import com.winemall.orchestrator.saga.simulation.SimulatedOrders.Row;
import com.winemall.orchestrator.saga.simulation.SimulatedOrders.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    private final Random random;
    private final Network network;
    private final SimulatedStock stock;
    private final SimulatedCoupons coupons;
    private final SimulatedOrders orders;
    private final SimulatedOrchestrator orchestrator;
    private final ProductId wine = new ProductId(new UUID(0, 1));
    private int orderCount;

    World(long seed, Plant plant, boolean traced) {
        this.random = new Random(seed);
        this.network = new Network(random, START, TROUBLE, traced);
        this.stock = new SimulatedStock(network, skew(), plant, wine, 1 + random.nextInt(6));
        this.coupons = new SimulatedCoupons(plant);
        this.orders = new SimulatedOrders(network, skew());
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
            network.after(Duration.ofMillis(random.nextInt(120_000)), this::aCustomerComes);
        }
        everyTick(orchestrator::tick, true);
        everyTick(orders::tick, true);
        everyTick(() -> stock.tick(random.nextInt(120) == 0 ? 1 : 0), false);
        network.runUntil(START.plus(LIFE));
        makesSense();
    }

    List<String> trace() {
        return network.trace();
    }

    /// @param mayDie whether a process may die before it commits: then nothing has happened
    private void everyTick(Supplier<Part.Following> tick, boolean mayDie) {
        network.after(
                TICK,
                () -> {
                    boolean trouble = network.now().isBefore(START.plus(TROUBLE));
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
        return orders.rows().stream().allMatch(Row::isSettled)
                && orchestrator.sagas().stream().allMatch(Saga::isEnded);
    }

    private void aCustomerComes() {
        var id = new OrderId(new UUID(1, ++orderCount));
        var order =
                new OrderPlaced(
                        id,
                        1,
                        new CustomerId(new UUID(2, orderCount)),
                        List.of(new OrderLine(wine, 1 + random.nextInt(2))),
                        random.nextInt(3) == 0 ? new CouponCode("SHARED") : null,
                        random.nextInt(3) == 0 ? WhenOutOfStock.RESERVE : WhenOutOfStock.CANCEL,
                        null,
                        PAYMENT_WINDOW,
                        PAYMENT_WINDOW.multipliedBy(2),
                        network.now().plus(WAIT_MAX),
                        network.now());
        orders.place(order).send(network, false);
        later(90, 60, () -> orders.pay(id));
        later(30, 60, () -> orders.pay(id));
        later(20, 100, () -> orders.cancel(id));
        later(10, 200, () -> orders.cancel(id));
        later(8, 20, () -> orchestrator.operate(id, OperatorAction.RETRY));
        later(8, 20, () -> orchestrator.operate(id, OperatorAction.CANCEL));
        if (random.nextInt(100) < 8) {
            later(100, 20, () -> orchestrator.operate(id, OperatorAction.PAUSE));
            network.after(
                    Duration.ofSeconds(20 + random.nextInt(60)),
                    () -> orchestrator.operate(id, OperatorAction.RESUME).send(network, false));
        }
    }

    /// Perhaps, within so many seconds.
    private void later(int percent, int seconds, Supplier<Part.Following> action) {
        if (random.nextInt(100) < percent) {
            network.after(
                    Duration.ofMillis(random.nextInt(seconds * 1000)),
                    () -> action.get().send(network, false));
        }
    }

    private Duration skew() {
        return Duration.ofMillis(random.nextInt(5_000) - 2_500);
    }

    private void makesSense() {
        Map<OrderId, Saga> sagas =
                orchestrator.sagas().stream()
                        .collect(Collectors.toMap(Saga::orderId, Function.identity()));
        for (var row : orders.rows()) {
            var id = row.order.orderId();
            var saga = sagas.get(id);
            require(saga != null, id, "has no saga");
            require(saga.isEnded(), id, "has not ended: " + saga.state());
            boolean paid = saga.state() == SagaState.ORDER_PAID;
            if (paid) {
                paidMakesSense(row, id);
            } else {
                endedMakesSense(row, id);
            }
        }
    }

    private void paidMakesSense(Row row, OrderId id) {
        boolean hasCoupon = row.order.couponCode() != null;
        require(row.status == Status.PREPARING, id, "is paid for its saga, but " + row.status);
        require(row.captured, id, "leaves without money");
        require(
                stock.stateOf(id) == SimulatedStock.State.COMMITTED,
                id,
                "is paid and its stock is " + stock.stateOf(id));
        require(coupons.isUsedBy(id) == hasCoupon, id, "is paid and its coupon is not used");
        require((row.discount > 0) == hasCoupon, id, "lost its discount");
    }

    private void endedMakesSense(Row row, OrderId id) {
        require(row.status == Status.ENDED, id, "has ended for its saga, but is " + row.status);
        require(row.reason != null, id, "ended for no reason");
        require(!row.captured, id, "ended and its money is kept");
        require(!row.authorized || row.reason == null || !row.captured, id, "owes money");
        var stockState = stock.stateOf(id);
        require(
                switch (stockState) {
                    case HELD, WAITING, COMMITTED -> false;
                    case NONE, WAIT_OVER, REFUSED, RELEASED, EXPIRED, RETURNED -> true;
                },
                id,
                "ended and its stock is " + stockState);
        require(!coupons.isUsedBy(id), id, "ended and uses a coupon");
    }

    private static void require(boolean condition, OrderId order, String otherwise) {
        if (!condition) {
            throw new Violation("order " + order + " " + otherwise);
        }
    }
}
