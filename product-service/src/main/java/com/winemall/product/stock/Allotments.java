package com.winemall.product.stock;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.ReturnAllotment;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.product.stock.Allotment.State;
import com.winemall.product.stock.Allotment.Units;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the events of one transaction have asked for. Units only change hands here, between an
/// event and its orders, and stay held; taking them off the shelf and putting them back is the
/// caller's.
final class Allotments {

    private final Map<Key, Allotment> byCommand = new HashMap<>();
    private final Map<EventId, Allotment> byEvent = new HashMap<>();
    private final Map<Key, Allotment> changed = new LinkedHashMap<>();

    Allotments(Collection<Allotment> known) {
        known.forEach(this::remember);
    }

    /// What answers the command, if anything does: what it made, or else what the event has.
    @Nullable Allotment answering(AllotStock command) {
        var made = byCommand.get(new Key(command.eventId(), command.commandId()));
        return made == null ? byEvent.get(command.eventId()) : made;
    }

    /// @param listPrice what a unit costs if the event has no price of its own
    AllotmentReply allot(AllotStock command, long listPrice) {
        long price = command.price() == null ? listPrice : command.price();
        var units = new Units(command.productId(), command.quantity(), price);
        return put(command, new State.Open(units, command.quantity()));
    }

    AllotmentReply refuse(AllotStock command, int available) {
        return put(command, new State.Refused(command.quantity(), available));
    }

    private AllotmentReply put(AllotStock command, State state) {
        var allotment = new Allotment(command.eventId(), command.commandId(), state);
        put(allotment);
        return allotment.answer(command);
    }

    /// From now on what its orders give back is not the event's any more.
    AllotmentReturned close(ReturnAllotment command) {
        return new AllotmentReturned(command.commandId(), command.eventId(), closed(command));
    }

    private int closed(ReturnAllotment command) {
        var allotment = byEvent.get(command.eventId());
        if (allotment == null) {
            put(new Allotment(command.eventId(), command.commandId(), new State.Forgone()));
            return 0;
        }
        return switch (allotment.state()) {
            case State.Open(var units, var rest) -> {
                put(allotment.to(new State.Returned(units, rest)));
                yield rest;
            }
            case State.Returned(_, var rest) -> rest;
            case State.Forgone _, State.Refused _ -> 0;
        };
    }

    /// What orders of the event draw from, while it is open.
    State.@Nullable Open open(EventId eventId) {
        var allotment = byEvent.get(eventId);
        return allotment != null && allotment.state() instanceof State.Open open ? open : null;
    }

    /// Units of this product an order of the event can have: none if the event is not known, is
    /// over, or sells something else.
    int left(EventId eventId, ProductId productId) {
        var open = open(eventId);
        return open != null && open.units().productId().equals(productId) ? open.rest() : 0;
    }

    /// Gives units of an open event to one of its orders.
    ///
    /// @return the price of one unit in won
    long draw(EventId eventId, int quantity) {
        return change(eventId, -quantity).units().price();
    }

    /// Gives units of one of its orders back to an open event.
    void takeBack(EventId eventId, int quantity) {
        change(eventId, quantity);
    }

    private State.Open change(EventId eventId, int by) {
        var allotment = byEvent.get(eventId);
        var open = open(eventId);
        if (allotment == null || open == null) {
            throw new IllegalStateException("event " + eventId + " is not open");
        }
        var next = new State.Open(open.units(), open.rest() + by);
        put(allotment.to(next));
        return next;
    }

    private void put(Allotment allotment) {
        remember(allotment);
        changed.put(Key.of(allotment), allotment);
    }

    private void remember(Allotment allotment) {
        byCommand.put(Key.of(allotment), allotment);
        if (!(allotment.state() instanceof State.Refused)) {
            byEvent.put(allotment.eventId(), allotment);
        }
    }

    /// Those that are new or have changed, each once however many orders drew from it.
    Collection<Allotment> changed() {
        return changed.values();
    }

    private record Key(EventId eventId, CommandId commandId) {

        static Key of(Allotment allotment) {
            return new Key(allotment.eventId(), allotment.commandId());
        }
    }
}
