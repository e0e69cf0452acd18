package com.winemall.product.stock;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReply;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.product.stock.Hold.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The shelves one transaction works with and what its orders and events have done to them: loaded
/// and locked together, changed by one command after another, stored together. So a hundred orders
/// for one wine cost one update of its stock, and a hundred of one event one of its allotment.
///
/// Every command may come twice, and an undo before what it undoes. Each finds the holds it made
/// and is answered as before; an undo that finds nothing leaves a tombstone.
///
/// Units that come back belong to the event they were drawn from while it is open; else the line is
/// next, and then everybody.
public final class Cellar {

    private final Instant now;
    private final Map<ProductId, Shelf> shelves = new LinkedHashMap<>();
    private final Allotments allotments;
    private final Map<OrderId, Map<ProductId, Hold>> holds = new HashMap<>();
    private final Map<HoldKey, Hold> changedHolds = new LinkedHashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<StockReply> announcements = new ArrayList<>();

    /// @param now the moment all of it happens at
    /// @param shelves locked by the caller
    /// @param allotments what the events of this transaction and of its holds have asked for before
    /// @param holds all that the orders of this transaction have done before
    /// @param expired holds on these shelves that were overdue, and whose units come back now
    public Cellar(
            Instant now,
            Collection<Shelf> shelves,
            Collection<Allotment> allotments,
            Collection<Hold> holds,
            Collection<Hold> expired) {
        this.now = now;
        this.allotments = new Allotments(allotments);
        shelves.forEach(shelf -> this.shelves.put(shelf.productId(), shelf));
        holds.forEach(hold -> holdsOf(hold.orderId()).put(hold.productId(), hold));
        expired.forEach(this::giveBack);
        this.shelves.values().forEach(this::serveLine);
    }

    /// Does what the saga asks and says what came of it.
    ///
    /// @throws IllegalStateException if units that were sold are to be released
    public StockReply handle(StockCommand command) {
        return switch (command) {
            case ReserveStock reserve -> reserve(reserve);
            case CommitStock commit -> commit(commit);
            case ReleaseStock release -> release(release);
            case ReturnStock giveBack -> takeBack(giveBack);
        };
    }

    /// Does what a sale event asks and says what came of it.
    public AllotmentReply handle(AllotmentCommand command) {
        return switch (command) {
            case AllotStock allot -> allot(allot);
            case ReturnAllotment giveBack -> takeBack(giveBack);
        };
    }

    /// Whether there is such a product.
    public boolean has(ProductId productId) {
        return shelves.containsKey(productId);
    }

    /// Puts new units on the shelf; the line is served first.
    ///
    /// @param reference of the delivery, which the caller knows to be new
    public void receive(ProductId productId, int quantity, String reference) {
        var shelf = shelf(productId);
        shelf.receive(quantity);
        movements.add(new Movement(productId, Movement.Kind.RECEIVED, quantity, reference));
        serveLine(shelf);
    }

    private StockReply reserve(ReserveStock command) {
        var before = holdsOf(command.orderId());
        if (!before.isEmpty()) {
            return answerAgain(command, before.values());
        }
        var wanted = merged(command.lines());
        var unknown = wanted.keySet().stream().filter(id -> !shelves.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            return refuse(command, wanted, CancelReason.PRODUCT_NOT_FOUND);
        }
        var tooLow =
                wanted.entrySet().stream()
                        .filter(line -> available(command, line.getKey()) < line.getValue())
                        .map(line -> shelf(line.getKey()))
                        .toList();
        if (tooLow.isEmpty()) {
            return holdAll(command, wanted);
        }
        if (command.eventId() != null) {
            // What an event lacks says nothing about the shelf, and its line is at its own door.
            return refuse(command, wanted, CancelReason.STOCK_OUT);
        }
        tooLow.forEach(Shelf::fallShort);
        if (command.whenOutOfStock() == WhenOutOfStock.RESERVE && wanted.size() == 1) {
            return joinLine(command, wanted);
        }
        return refuse(command, wanted, CancelReason.STOCK_OUT);
    }

    private StockReply holdAll(ReserveStock command, Map<ProductId, Integer> wanted) {
        var expiresAt = now.plus(command.holdFor());
        wanted.forEach((productId, quantity) -> {
            long unitPrice = take(command.eventId(), shelf(productId), quantity);
            put(newHold(command, productId, quantity, unitPrice, new State.Held(expiresAt)));
        });
        return answerAgain(command, holdsOf(command.orderId()).values());
    }

    /// @return the price of one unit
    private long take(@Nullable EventId eventId, Shelf shelf, int quantity) {
        if (eventId == null) {
            shelf.hold(quantity);
            return shelf.price();
        }
        return allotments.draw(eventId, quantity);
    }

    /// Units of a product this order can have, from the shelf or from its event.
    private int available(ReserveStock command, ProductId productId) {
        return command.eventId() == null
                ? available(productId)
                : allotments.left(command.eventId(), productId);
    }

    private int available(ProductId productId) {
        var shelf = shelves.get(productId);
        return shelf == null ? 0 : shelf.available();
    }

    private StockReply joinLine(ReserveStock command, Map<ProductId, Integer> wanted) {
        wanted.forEach((productId, quantity) -> {
            var shelf = shelf(productId);
            long place = shelf.joinLine();
            put(
                    newHold(
                            command,
                            productId,
                            quantity,
                            shelf.price(),
                            new State.Waiting(
                                    place,
                                    shelf.waiting(),
                                    command.waitUntil(),
                                    command.holdForWhenServed())));
        });
        return answerAgain(command, holdsOf(command.orderId()).values());
    }

    private StockReply refuse(
            ReserveStock command, Map<ProductId, Integer> wanted, CancelReason reason) {
        wanted.forEach((productId, quantity) -> {
            var refused = new State.Refused(reason, available(command, productId));
            put(newHold(command, productId, quantity, 0, refused));
        });
        return answerAgain(command, holdsOf(command.orderId()).values());
    }

    /// The answer to a reservation is read off what it did, so it is the same every time.
    private static StockReply answerAgain(ReserveStock command, Collection<Hold> holds) {
        List<PricedLine> reserved = new ArrayList<>();
        List<Shortage> shortages = new ArrayList<>();
        CancelReason reason = null;
        boolean fromLine = false;
        Instant heldUntil = Instant.MAX;
        for (var hold : inOrder(holds)) {
            fromLine |= hold.fromLine();
            switch (hold.state()) {
                case State.Held(var until) -> {
                    reserved.add(pricedLine(hold));
                    heldUntil = until;
                }
                case State.Committed(var until) -> {
                    reserved.add(pricedLine(hold));
                    heldUntil = until;
                }
                case State.Expired(var at) -> {
                    reserved.add(pricedLine(hold));
                    heldUntil = at;
                }
                case State.Waiting waiting -> {
                    return awaited(hold, waiting);
                }
                case State.Refused(var why, var available) -> {
                    reason = why;
                    if (isShort(hold, why, available)) {
                        shortages.add(shortage(hold, available));
                    }
                }
                // Released before it was reserved, or since: there is nothing to be had any more.
                case State.Released _, State.Returned _ -> reason = CancelReason.OVERDUE;
            }
        }
        return reason == null
                ? new StockReserved(
                        command.commandId(), command.orderId(), reserved, fromLine, heldUntil)
                : new StockRejected(command.commandId(), command.orderId(), reason, shortages);
    }

    private StockReply commit(CommitStock command) {
        var lines = holdsOf(command.orderId()).values();
        boolean sold =
                !lines.isEmpty()
                        && lines.stream().allMatch(hold -> hold.state() instanceof State.Committed);
        boolean held =
                !lines.isEmpty()
                        && lines.stream().allMatch(hold -> hold.state() instanceof State.Held);
        if (!sold && !held) {
            return new StockLost(command.commandId(), command.orderId());
        }
        for (var hold : List.copyOf(lines)) {
            if (hold.state() instanceof State.Held(var until)) {
                shelf(hold.productId()).sell(hold.quantity());
                move(hold, Movement.Kind.SOLD, -hold.quantity());
                put(hold.to(new State.Committed(until)));
            }
        }
        return new StockCommitted(command.commandId(), command.orderId());
    }

    /// Releasing what was never held is fine: the saga undoes a step whose answer it has not seen,
    /// and cannot know whether there is anything to undo.
    private StockReply release(ReleaseStock command) {
        merged(command.lines())
                .forEach((productId, quantity) -> {
                    var hold = holdsOf(command.orderId()).get(productId);
                    if (hold == null) {
                        put(tombstone(command, productId, quantity, new State.Released()));
                    } else if (hold.state() instanceof State.Committed) {
                        throw new IllegalStateException(
                                productId + " was already sold to " + command.orderId());
                    } else {
                        letGo(hold);
                    }
                });
        return new StockReleased(command.commandId(), command.orderId());
    }

    private StockReply takeBack(ReturnStock command) {
        merged(command.lines())
                .forEach((productId, quantity) -> {
                    var hold = holdsOf(command.orderId()).get(productId);
                    if (hold == null) {
                        put(tombstone(command, productId, quantity, new State.Returned()));
                    } else if (hold.state() instanceof State.Committed) {
                        shelf(productId).takeBack(hold.quantity());
                        move(hold, Movement.Kind.RETURNED, hold.quantity());
                        put(hold.to(new State.Returned()));
                        giveBack(hold);
                        serveLine(shelf(productId));
                    } else {
                        letGo(hold);
                    }
                });
        return new StockReturned(command.commandId(), command.orderId());
    }

    private void letGo(Hold hold) {
        switch (hold.state()) {
            case State.Held _ -> {
                put(hold.to(new State.Released()));
                giveBack(hold);
                serveLine(shelf(hold.productId()));
            }
            case State.Waiting _ -> {
                var shelf = shelf(hold.productId());
                shelf.leaveLine(hold);
                put(hold.to(new State.Released()));
                serveLine(shelf);
            }
            // It has ended already, and holds nothing.
            case State.Refused _,
                    State.Committed _,
                    State.Released _,
                    State.Expired _,
                    State.Returned _ -> {}
        }
    }

    /// The units of a hold that is over are its event's again, or nobody's.
    private void giveBack(Hold hold) {
        if (hold.eventId() != null && allotments.open(hold.eventId()) != null) {
            allotments.takeBack(hold.eventId(), hold.quantity());
        } else {
            shelf(hold.productId()).release(hold.quantity());
        }
    }

    private AllotmentReply allot(AllotStock command) {
        var before = allotments.answering(command);
        if (before != null) {
            return before.answer(command);
        }
        int available = available(command.productId());
        if (available < command.quantity()) {
            return allotments.refuse(command, available);
        }
        var shelf = shelf(command.productId());
        shelf.hold(command.quantity());
        return allotments.allot(command, shelf.price());
    }

    private AllotmentReply takeBack(ReturnAllotment command) {
        var open = allotments.open(command.eventId());
        var reply = allotments.close(command);
        if (open != null) {
            var shelf = shelf(open.units().productId());
            shelf.release(open.rest());
            serveLine(shelf);
        }
        return reply;
    }

    /// Gives free units to the line, in order, for as long as there are enough for its head.
    private void serveLine(Shelf shelf) {
        for (var head = shelf.head(); head != null; head = shelf.head()) {
            if (!(head.state() instanceof State.Waiting waiting)) {
                throw new IllegalStateException(head + " stands in line without waiting");
            }
            boolean tooLate = !now.isBefore(waiting.waitUntil());
            if (!tooLate && head.quantity() > shelf.free()) {
                return;
            }
            shelf.leaveLine(head);
            if (tooLate) {
                endWait(shelf, head);
            } else {
                serve(shelf, head, waiting);
            }
        }
    }

    private void serve(Shelf shelf, Hold head, State.Waiting waiting) {
        var expiresAt = now.plus(waiting.holdWhenServed());
        shelf.hold(head.quantity());
        // The price of today, not of the day it joined the line.
        var served =
                new Hold(
                        head.orderId(),
                        head.productId(),
                        head.commandId(),
                        head.customerId(),
                        null,
                        head.quantity(),
                        shelf.name(),
                        shelf.price(),
                        true,
                        new State.Held(expiresAt));
        put(served);
        announcements.add(
                new StockReserved(
                        head.commandId(),
                        head.orderId(),
                        List.of(pricedLine(served)),
                        true,
                        expiresAt));
    }

    private void endWait(Shelf shelf, Hold head) {
        int available = shelf.free();
        put(head.to(new State.Refused(CancelReason.WAIT_EXPIRED, available)));
        announcements.add(
                new StockRejected(
                        head.commandId(),
                        head.orderId(),
                        CancelReason.WAIT_EXPIRED,
                        List.of(shortage(head, available))));
    }

    private Hold newHold(
            ReserveStock command, ProductId productId, int quantity, long unitPrice, State state) {
        var shelf = shelves.get(productId);
        return new Hold(
                command.orderId(),
                productId,
                command.commandId(),
                command.customerId(),
                command.eventId(),
                quantity,
                shelf == null ? null : shelf.name(),
                unitPrice,
                state instanceof State.Waiting,
                state);
    }

    private static Hold tombstone(
            StockCommand command, ProductId productId, int quantity, State state) {
        return new Hold(
                command.orderId(),
                productId,
                command.commandId(),
                null,
                null,
                quantity,
                null,
                0,
                false,
                state);
    }

    private void move(Hold hold, Movement.Kind kind, int quantity) {
        movements.add(new Movement(hold.productId(), kind, quantity, hold.orderId().toString()));
    }

    private void put(Hold hold) {
        holdsOf(hold.orderId()).put(hold.productId(), hold);
        changedHolds.put(new HoldKey(hold.orderId(), hold.productId()), hold);
    }

    private Map<ProductId, Hold> holdsOf(OrderId orderId) {
        return holds.computeIfAbsent(orderId, _ -> new LinkedHashMap<>());
    }

    private Shelf shelf(ProductId productId) {
        var shelf = shelves.get(productId);
        if (shelf == null) {
            throw new IllegalStateException("the shelf of " + productId + " was not loaded");
        }
        return shelf;
    }

    /// Two lines of one product are one line; in the order of their ids, as shelves are locked.
    private static Map<ProductId, Integer> merged(List<OrderLine> lines) {
        Map<ProductId, Integer> merged = new TreeMap<>();
        lines.forEach(line -> merged.merge(line.productId(), line.quantity(), Math::addExact));
        return merged;
    }

    private static List<Hold> inOrder(Collection<Hold> holds) {
        return holds.stream()
                .sorted((one, other) -> one.productId().compareTo(other.productId()))
                .toList();
    }

    private static StockReply awaited(Hold hold, State.Waiting waiting) {
        return new StockAwaited(
                hold.commandId(),
                hold.orderId(),
                hold.productId(),
                nameOf(hold),
                waiting.position(),
                waiting.waitUntil());
    }

    private static boolean isShort(Hold hold, CancelReason why, int available) {
        return why == CancelReason.PRODUCT_NOT_FOUND
                ? hold.name() == null
                // Who waited too long was short, even if units came at that moment.
                : why == CancelReason.WAIT_EXPIRED || available < hold.quantity();
    }

    private static Shortage shortage(Hold hold, int available) {
        return new Shortage(hold.productId(), hold.name(), hold.quantity(), available);
    }

    private static PricedLine pricedLine(Hold hold) {
        return new PricedLine(hold.productId(), nameOf(hold), hold.unitPrice(), hold.quantity());
    }

    private static String nameOf(Hold hold) {
        var name = hold.name();
        if (name == null) {
            throw new IllegalStateException(hold + " is of a product that was never seen");
        }
        return name;
    }

    /// Shelves whose counters have changed.
    public List<Shelf> changedShelves() {
        return shelves.values().stream().filter(Shelf::isChanged).toList();
    }

    /// Holds that are new or have another state.
    public Collection<Hold> changedHolds() {
        return changedHolds.values();
    }

    /// Allotments that are new or have changed.
    public Collection<Allotment> changedAllotments() {
        return allotments.changed();
    }

    public List<Movement> movements() {
        return movements;
    }

    /// What those in line have to hear, whose orders this transaction was not asked about. Nobody
    /// will ask for it again: it belongs in the outbox.
    public List<StockReply> announcements() {
        return announcements;
    }

    /// What the mall has to hear about products. Compared is what a newcomer could have before and
    /// after all of it: units that came back and were taken again within one transaction are no
    /// news. It belongs in the outbox, too.
    public List<ProductEvent> news() {
        return shelves.values().stream().flatMap(shelf -> shelf.news(now).stream()).toList();
    }

    /// What there is too little of.
    public List<Shortfall> shortfalls() {
        return shelves.values().stream().flatMap(shelf -> shelf.shortfall().stream()).toList();
    }

    /// The moment all of it happens at.
    public Instant now() {
        return now;
    }

    private record HoldKey(OrderId orderId, ProductId productId) {}
}
