package com.winemall.orchestrator.saga.simulation;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// product-service as the saga knows it: one wine, leases, a line, tombstones, and units set aside
/// for the orders of one sale event. Its clock is not the world's.
final class SimulatedStock implements Part {

    private static final long PRICE = 10_000;

    private final Network network;
    private final Duration skew;
    private final Plant plant;
    private final ProductId wine;
    private final Map<OrderId, Hold> holds = new HashMap<>();
    private final Deque<Hold> line = new ArrayDeque<>();

    private Part orchestrator;
    private int received;
    private int onHand;
    private int held;
    private int sold;

    /// What the event has not sold, and whether it is still its own.
    private int allotted;

    private boolean eventIsOpen = true;

    /// @param allotted of the units, for the event's orders only
    SimulatedStock(
            Network network, Duration skew, Plant plant, ProductId wine, int units, int allotted) {
        this.network = network;
        this.skew = skew;
        this.plant = plant;
        this.wine = wine;
        this.received = units;
        this.onHand = units;
        this.held = allotted;
        this.allotted = allotted;
    }

    void answersTo(Part part) {
        orchestrator = part;
    }

    @Override
    public String name() {
        return "product-service";
    }

    @Override
    public Following handle(Message message) {
        var following = Following.nothing();
        expire(following);
        StockReply reply =
                switch (message) {
                    case ReserveStock reserve -> reserve(reserve);
                    case CommitStock commit -> commit(commit);
                    case ReleaseStock release -> release(release);
                    case ReturnStock giveBack -> takeBack(giveBack);
                    default -> throw new Violation("product-service got " + message);
                };
        serveLine(following);
        check();
        return following.then(orchestrator, reply);
    }

    /// The sweeper, and the factory.
    Following tick(int delivered) {
        var following = Following.nothing();
        received += delivered;
        onHand += delivered;
        expire(following);
        serveLine(following);
        check();
        return following;
    }

    /// The event is over.
    Following returnAllotment() {
        var following = Following.nothing();
        expire(following);
        eventIsOpen = false;
        held -= allotted;
        allotted = 0;
        serveLine(following);
        check();
        return following;
    }

    private StockReply reserve(ReserveStock command) {
        var known = holds.get(command.orderId());
        if (known == null) {
            int quantity = command.lines().getFirst().quantity();
            known = new Hold(command, quantity);
            holds.put(command.orderId(), known);
            if (known.isOfEvent()) {
                known.draw(now().plus(command.holdFor()));
            } else if (line.isEmpty() && onHand - held >= quantity) {
                known.hold(now().plus(command.holdFor()));
            } else if (command.whenOutOfStock() == WhenOutOfStock.RESERVE) {
                known.state = State.WAITING;
                line.add(known);
            } else {
                known.state = State.REFUSED;
            }
        }
        return known.answer(command);
    }

    private StockReply commit(CommitStock command) {
        var hold = holds.get(command.orderId());
        boolean ranOut =
                plant == Plant.EXPIRED_HOLD_COMMITTED
                        && hold != null
                        && hold.state == State.EXPIRED;
        if (hold != null && (hold.state == State.HELD || ranOut)) {
            hold.state = State.COMMITTED;
            hold.committedAt = now();
            held -= ranOut ? 0 : hold.quantity;
            onHand -= hold.quantity;
            sold += hold.quantity;
        }
        return hold != null && hold.state == State.COMMITTED
                ? new StockCommitted(command.commandId(), command.orderId())
                : new StockLost(command.commandId(), command.orderId());
    }

    private StockReply release(ReleaseStock command) {
        var hold = holds.get(command.orderId());
        if (hold == null) {
            if (plant != Plant.UNDO_BEFORE_DO_FORGOTTEN) {
                holds.put(command.orderId(), new Hold(null, 1));
            }
        } else if (hold.state == State.COMMITTED) {
            throw new Violation("released what was sold: " + command.orderId());
        } else {
            letGo(hold);
        }
        return new StockReleased(command.commandId(), command.orderId());
    }

    private StockReply takeBack(ReturnStock command) {
        var hold = holds.get(command.orderId());
        if (hold == null) {
            holds.put(command.orderId(), new Hold(null, 1));
        } else if (hold.state == State.COMMITTED) {
            hold.state = State.RETURNED;
            onHand += hold.quantity;
            sold -= hold.quantity;
            held += hold.quantity;
            hold.giveBack();
        } else {
            letGo(hold);
        }
        return new StockReturned(command.commandId(), command.orderId());
    }

    private void letGo(Hold hold) {
        boolean again = plant == Plant.DOUBLE_RELEASE && hold.state == State.RELEASED;
        if (hold.state == State.HELD || again) {
            hold.giveBack();
            hold.state = State.RELEASED;
        } else if (hold.state == State.WAITING) {
            line.remove(hold);
            hold.state = State.RELEASED;
        }
    }

    private void expire(Following following) {
        for (var hold : holds.values()) {
            if (hold.state == State.HELD && !now().isBefore(hold.expiresAt)) {
                hold.state = State.EXPIRED;
                hold.giveBack();
                network.tell("hold ran out", hold.orderId());
            }
        }
        serveLine(following);
    }

    private void serveLine(Following following) {
        while (!line.isEmpty()) {
            var head = line.peek();
            var command = head.command;
            if (!now().isBefore(command.waitUntil())) {
                line.remove();
                head.state = State.WAIT_OVER;
            } else if (onHand - held >= head.quantity) {
                line.remove();
                head.served = true;
                head.hold(now().plus(command.holdForWhenServed()));
            } else {
                return;
            }
            following.throughOutbox(orchestrator, head.answer(command));
        }
    }

    private void check() {
        int heldByOrders =
                holds.values().stream()
                        .filter(hold -> hold.state == State.HELD)
                        .mapToInt(hold -> hold.quantity)
                        .sum();
        if (held != heldByOrders + allotted
                || allotted < 0
                || held > onHand
                || onHand + sold != received) {
            throw new Violation(
                    "stock is off: on hand %d, held %d, by orders %d, by the event %d, sold %d of %d"
                            .formatted(onHand, held, heldByOrders, allotted, sold, received));
        }
    }

    /// What the order has at the end.
    State stateOf(OrderId order) {
        var hold = holds.get(order);
        return hold == null ? State.NONE : hold.state;
    }

    /// Whether the units left the stock while they were this order's.
    boolean wasCommittedInTime(OrderId order) {
        var hold = holds.get(order);
        return hold != null && hold.committedAt.isBefore(hold.expiresAt);
    }

    /// Whether the order stood in line for its units.
    boolean wasServedFromLine(OrderId order) {
        var hold = holds.get(order);
        return hold != null && hold.served;
    }

    /// Whether it is an order of the event.
    boolean isOfEvent(OrderId order) {
        var hold = holds.get(order);
        return hold != null && hold.isOfEvent();
    }

    /// By orders.
    int held() {
        return held - allotted;
    }

    int sold() {
        return sold;
    }

    private Instant now() {
        return network.now().plus(skew);
    }

    enum State {
        NONE,
        HELD,
        WAITING,
        WAIT_OVER,
        REFUSED,
        COMMITTED,
        RELEASED,
        EXPIRED,
        RETURNED
    }

    private final class Hold {

        private final ReserveStock command;
        private final int quantity;
        private State state = State.RELEASED;
        private boolean served;
        private Instant expiresAt = Instant.MIN;
        private Instant committedAt = Instant.MAX;

        private Hold(ReserveStock command, int quantity) {
            this.command = command;
            this.quantity = quantity;
        }

        private OrderId orderId() {
            return command.orderId();
        }

        private void hold(Instant until) {
            state = State.HELD;
            expiresAt = until;
            held += quantity;
        }

        private boolean isOfEvent() {
            return command != null && command.eventId() != null;
        }

        private void draw(Instant until) {
            if (allotted >= quantity) {
                allotted -= quantity;
                state = State.HELD;
                expiresAt = until;
            } else {
                state = State.REFUSED;
            }
        }

        private void giveBack() {
            if (isOfEvent() && eventIsOpen) {
                allotted += quantity;
            } else {
                held -= quantity;
            }
        }

        private StockReply answer(ReserveStock asked) {
            var id = asked.commandId();
            var order = asked.orderId();
            return switch (state) {
                case HELD, COMMITTED, EXPIRED ->
                        new StockReserved(
                                id,
                                order,
                                List.of(new PricedLine(wine, "Wine", PRICE, quantity)),
                                served,
                                expiresAt);
                case WAITING -> new StockAwaited(id, order, wine, "Wine", 1, asked.waitUntil());
                case WAIT_OVER ->
                        new StockRejected(id, order, CancelReason.WAIT_EXPIRED, List.of());
                case REFUSED ->
                        new StockRejected(
                                id,
                                order,
                                CancelReason.STOCK_OUT,
                                List.of(new Shortage(wine, "Wine", quantity, 0)));
                case RELEASED, RETURNED, NONE ->
                        new StockRejected(id, order, CancelReason.OVERDUE, List.of());
            };
        }
    }
}
