package com.winemall.product.stock;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules once more, as simply as they can be said: no counter is kept, everything is reckoned
/// from who has what. Slow, and sure to add up. Orders have one line.
final class NaiveStock {

    private static final ProductId NO_WINE = new ProductId(new UUID(0, 0));

    private final Map<ProductId, Integer> onHand = new HashMap<>();
    private final Map<OrderId, Owner> owners = new LinkedHashMap<>();
    private final Map<EventId, Event> events = new LinkedHashMap<>();
    private final Map<AllotStock, AllotmentReply> refusedTries = new HashMap<>();
    private final List<StockReply> announcements = new ArrayList<>();

    void put(ProductId wine, int units) {
        onHand.put(wine, units);
    }

    /// Time has passed: overdue holds and waits are over before anything else happens.
    void passTimeTo(Instant now) {
        owners.values().stream()
                .filter(it -> it.state == State.HELD && !it.heldUntil.isAfter(now))
                .forEach(it -> it.state = State.EXPIRED);
        owners.values().forEach(it -> it.joinedBefore = true);
        serveLines(now);
    }

    AllotmentReply handle(AllotmentCommand command, Instant now) {
        var reply =
                switch (command) {
                    case AllotStock allot -> allot(allot);
                    case ReturnAllotment giveBack -> giveBack(giveBack);
                };
        serveLines(now);
        return reply;
    }

    StockReply handle(StockCommand command, Instant now) {
        var reply =
                switch (command) {
                    case ReserveStock reserve -> reserve(reserve, now);
                    case CommitStock commit -> commit(commit);
                    case ReleaseStock release -> {
                        letGo(release, State.RELEASED);
                        yield new StockReleased(release.commandId(), release.orderId());
                    }
                    case ReturnStock giveBack -> {
                        letGo(giveBack, State.RETURNED);
                        yield new StockReturned(giveBack.commandId(), giveBack.orderId());
                    }
                };
        serveLines(now);
        return reply;
    }

    void receive(ProductId wine, int units, Instant now) {
        onHand.merge(wine, units, Integer::sum);
        serveLines(now);
    }

    boolean isSold(OrderId order) {
        var owner = owners.get(order);
        return owner != null && owner.state == State.COMMITTED;
    }

    int onHand(ProductId wine) {
        return onHand.get(wine);
    }

    int held(ProductId wine) {
        return allotted(wine) + withOrders(wine, null, State.HELD);
    }

    int waiting(ProductId wine) {
        return line(wine).size();
    }

    int allotted(ProductId wine) {
        return events.values().stream()
                .filter(it -> it.wine.equals(wine))
                .mapToInt(this::rest)
                .sum();
    }

    List<StockReply> announcements() {
        return announcements;
    }

    private int rest(Event event) {
        return event.isOpen()
                ? event.quantity
                        - withOrders(event.wine, event.id, State.HELD)
                        - withOrders(event.wine, event.id, State.COMMITTED)
                : 0;
    }

    private int withOrders(ProductId wine, @Nullable EventId event, State state) {
        return owners.values().stream()
                .filter(it -> it.state == state && it.wine.equals(wine))
                .filter(it -> event == null || event.equals(it.event))
                .mapToInt(it -> it.quantity)
                .sum();
    }

    private List<Owner> line(ProductId wine) {
        return owners.values().stream()
                .filter(it -> it.state == State.WAITING && it.wine.equals(wine))
                .toList();
    }

    private int free(ProductId wine) {
        return onHand.get(wine) - held(wine);
    }

    private int forNewcomers(ProductId wine) {
        return line(wine).isEmpty() ? free(wine) : 0;
    }

    private AllotmentReply allot(AllotStock command) {
        var refused = refusedTries.get(command);
        if (refused != null) {
            return refused;
        }
        var event = events.get(command.eventId());
        if (event == null && forNewcomers(command.productId()) >= command.quantity()) {
            event = new Event(command.eventId(), command.productId(), command.quantity(), command);
            events.put(event.id, event);
        }
        if (event == null) {
            var no = rejected(command, forNewcomers(command.productId()));
            refusedTries.put(command, no);
            return no;
        }
        return event.isOpen() || command.equals(event.madeBy)
                ? new StockAllotted(command.commandId(), event.id, event.quantity, command.price())
                : rejected(command, 0);
    }

    private static AllotmentRejected rejected(AllotStock command, int available) {
        return new AllotmentRejected(
                command.commandId(), command.eventId(), command.quantity(), available);
    }

    private AllotmentReply giveBack(ReturnAllotment command) {
        var event =
                events.computeIfAbsent(command.eventId(), id -> new Event(id, NO_WINE, 0, null));
        if (event.isOpen()) {
            event.returned = rest(event);
        }
        return new AllotmentReturned(command.commandId(), event.id, event.returned);
    }

    private StockReply reserve(ReserveStock command, Instant now) {
        var known = owners.get(command.orderId());
        if (known != null) {
            return known.answer(command);
        }
        var line = command.lines().getFirst();
        var owner =
                new Owner(
                        command,
                        line.productId(),
                        line.quantity(),
                        command.eventId(),
                        command.eventId() == null
                                ? RememberedStocks.PRICE
                                : AllotmentSimulation.EVENT_PRICE);
        int available = available(command, line.productId());
        if (available >= line.quantity()) {
            owner.hold(now.plus(command.holdFor()));
        } else if (command.whenOutOfStock() == WhenOutOfStock.RESERVE && owner.event == null) {
            owner.state = State.WAITING;
            owner.position = line(line.productId()).size() + 1;
        } else {
            owner.refuse(CancelReason.STOCK_OUT, available);
        }
        // At the end of the map, and so of the line.
        owners.put(command.orderId(), owner);
        return owner.answer(command);
    }

    private int available(ReserveStock command, ProductId wine) {
        if (command.eventId() == null) {
            return forNewcomers(wine);
        }
        var event = events.get(command.eventId());
        return event != null && event.wine.equals(wine) ? rest(event) : 0;
    }

    private StockReply commit(CommitStock command) {
        var owner = owners.get(command.orderId());
        if (owner != null && owner.state == State.HELD) {
            owner.state = State.COMMITTED;
            onHand.merge(owner.wine, -owner.quantity, Integer::sum);
        }
        return isSold(command.orderId())
                ? new StockCommitted(command.commandId(), command.orderId())
                : new StockLost(command.commandId(), command.orderId());
    }

    private void letGo(StockCommand command, State last) {
        var line = command.lines().getFirst();
        var owner =
                owners.computeIfAbsent(
                        command.orderId(),
                        _ -> new Owner(null, line.productId(), line.quantity(), null, 0));
        switch (owner.state) {
            case NONE -> owner.state = last;
            case HELD, WAITING -> owner.state = State.RELEASED;
            case COMMITTED -> {
                owner.state = last;
                onHand.merge(owner.wine, owner.quantity, Integer::sum);
            }
            case EXPIRED, REFUSED, RELEASED, RETURNED -> {}
        }
    }

    private void serveLines(Instant now) {
        for (var wine : onHand.keySet()) {
            for (var head : line(wine)) {
                if (!head.joinedBefore) {
                    break;
                }
                var command = head.command;
                if (!command.waitUntil().isAfter(now)) {
                    head.refuse(CancelReason.WAIT_EXPIRED, free(wine));
                } else if (free(wine) >= head.quantity) {
                    head.fromLine = true;
                    head.hold(now.plus(command.holdForWhenServed()));
                } else {
                    break;
                }
                announcements.add(head.answer(command));
            }
        }
    }

    private enum State {
        NONE,
        HELD,
        WAITING,
        REFUSED,
        COMMITTED,
        EXPIRED,
        RELEASED,
        RETURNED
    }

    private static final class Event {

        private static final int OPEN = -1;

        private final EventId id;
        private final ProductId wine;
        private final int quantity;
        private final @Nullable AllotStock madeBy;
        private int returned;

        /// @param madeBy absent: it was over before it had asked
        private Event(EventId id, ProductId wine, int quantity, @Nullable AllotStock madeBy) {
            this.id = id;
            this.wine = wine;
            this.quantity = quantity;
            this.madeBy = madeBy;
            this.returned = madeBy == null ? 0 : OPEN;
        }

        private boolean isOpen() {
            return returned == OPEN;
        }
    }

    private static final class Owner {

        private final ReserveStock command;
        private final ProductId wine;
        private final int quantity;
        private final @Nullable EventId event;
        private final long price;
        private State state = State.NONE;
        private Instant heldUntil = Instant.MIN;
        private boolean fromLine;

        /// Who joins the line is served in the next poll at the earliest.
        private boolean joinedBefore;

        private int position;
        private CancelReason reason = CancelReason.OVERDUE;
        private int available;

        private Owner(
                ReserveStock command,
                ProductId wine,
                int quantity,
                @Nullable EventId event,
                long price) {
            this.command = command;
            this.wine = wine;
            this.quantity = quantity;
            this.event = event;
            this.price = price;
        }

        private void hold(Instant until) {
            state = State.HELD;
            heldUntil = until;
        }

        private void refuse(CancelReason why, int there) {
            state = State.REFUSED;
            reason = why;
            available = there;
        }

        private StockReply answer(ReserveStock asked) {
            return switch (state) {
                case HELD, COMMITTED, EXPIRED ->
                        new StockReserved(
                                asked.commandId(),
                                asked.orderId(),
                                List.of(
                                        new PricedLine(
                                                wine, RememberedStocks.NAME, price, quantity)),
                                fromLine,
                                heldUntil);
                case WAITING ->
                        new StockAwaited(
                                asked.commandId(),
                                asked.orderId(),
                                wine,
                                RememberedStocks.NAME,
                                position,
                                asked.waitUntil());
                case REFUSED -> rejected(asked, reason, shortages());
                case NONE, RELEASED, RETURNED -> rejected(asked, CancelReason.OVERDUE, List.of());
            };
        }

        /// A wait can be over with enough units there, kept for those before.
        private List<Shortage> shortages() {
            return reason == CancelReason.WAIT_EXPIRED || available < quantity
                    ? List.of(new Shortage(wine, RememberedStocks.NAME, quantity, available))
                    : List.of();
        }

        private static StockRejected rejected(
                ReserveStock asked, CancelReason why, List<Shortage> shortages) {
            return new StockRejected(asked.commandId(), asked.orderId(), why, shortages);
        }
    }
}
