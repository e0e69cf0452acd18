package com.winemall.firstcome;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A pool as one would write it in an evening, with maps and a list: what the scripts are held
/// against.
final class ModelPool {

    private final int perPerson;
    private final boolean hasLine;
    private final Map<UUID, Stand> stands = new HashMap<>();
    private final List<UUID> line = new ArrayList<>();
    private final Map<Long, PlaceState> ended = new HashMap<>();
    private final Map<Long, Ticket> unwritten = new LinkedHashMap<>();

    String state = "OPEN";
    long quantity;
    long free;
    long held;
    long sold;
    long withdrawn;
    private long tickets;

    ModelPool(long quantity, int perPerson, boolean hasLine) {
        this.quantity = quantity;
        this.free = quantity;
        this.perPerson = perPerson;
        this.hasLine = hasLine;
    }

    long waiting() {
        return line.size();
    }

    long unwrittenUnits() {
        return unwritten.values().stream()
                .filter(ticket -> ticket.admitted)
                .mapToLong(ticket -> ticket.quantity)
                .sum();
    }

    String enter(UUID person, String request, int wanted) {
        if (state.equals("CLOSED")) {
            return "CLOSED";
        }
        var stand = stands.get(person);
        if (stand != null && stand.live != null) {
            if (unwritten.containsKey(stand.live.number)) {
                return "UNWRITTEN";
            }
            if (!stand.live.admitted) {
                return "WAITING " + (line.indexOf(person) + 1);
            }
            return isSame(stand.live, request) ? "SAME" : "ALREADY";
        }
        if (stand != null && stand.last != null) {
            boolean same = isSame(stand.last, request);
            if (same || stand.bought + wanted > perPerson) {
                return same ? "SAME" : "ALREADY";
            }
        }
        if (state.equals("PAUSED")) {
            return "PAUSED";
        }
        if (wanted > perPerson) {
            return "TOO_MANY " + perPerson;
        }
        boolean fits = free >= wanted && line.isEmpty();
        if (!fits && !hasLine) {
            return "SOLD_OUT";
        }
        var mine = stand == null ? new Stand() : stand;
        stands.put(person, mine);
        mine.live = new Ticket(++tickets, wanted, request);
        if (fits) {
            admit(mine.live);
            return "ADMITTED " + mine.live.number;
        }
        line.add(person);
        unwritten.put(mine.live.number, mine.live);
        return "JOINED " + line.size();
    }

    /// @return the tickets that were served
    List<Long> leave(UUID person) {
        line.remove(person);
        forget(person);
        return serve();
    }

    boolean waits(UUID person) {
        return line.contains(person);
    }

    List<Long> end(UUID person, long number, int units, PlaceState what) {
        var before = ended.get(number);
        if (before == PlaceState.RELEASED || before == what) {
            return List.of();
        }
        ended.put(number, what);
        var stand = stands.get(person);
        if (what == PlaceState.SOLD) {
            held -= units;
            sold += units;
            if (stand != null && stand.live != null && stand.live.number == number) {
                stand.bought += units;
                stand.last = stand.live;
                stand.live = null;
            }
            return List.of();
        }
        if (before == PlaceState.SOLD) {
            sold -= units;
        } else {
            held -= units;
        }
        if (state.equals("CLOSED")) {
            withdrawn += units;
        } else {
            free += units;
        }
        if (before == PlaceState.SOLD && stand != null) {
            stand.bought -= units;
            if (stand.bought == 0) {
                stand.last = null;
            } else if (stand.live == null && stand.last != null && stand.last.number == number) {
                stand.forgetRequest();
            }
        } else if (stand != null && stand.live != null && stand.live.number == number) {
            forget(person);
        }
        return serve();
    }

    List<Long> follow(String newState, long newQuantity) {
        if (state.equals("CLOSED")) {
            return List.of();
        }
        free += newQuantity - quantity;
        quantity = newQuantity;
        state = newState;
        if (state.equals("CLOSED")) {
            withdrawn += free;
            free = 0;
            line.clear();
            return List.of();
        }
        return serve();
    }

    void written(long number) {
        unwritten.remove(number);
    }

    private List<Long> serve() {
        List<Long> served = new ArrayList<>();
        while (state.equals("OPEN") && !line.isEmpty()) {
            var ticket = live(line.getFirst());
            if (ticket.quantity > free) {
                break;
            }
            line.removeFirst();
            admit(ticket);
            served.add(ticket.number);
        }
        return served;
    }

    private Ticket live(UUID person) {
        var stand = stands.get(person);
        if (stand == null || stand.live == null) {
            throw new IllegalStateException("nobody waits without a ticket");
        }
        return stand.live;
    }

    private void admit(Ticket ticket) {
        ticket.admitted = true;
        free -= ticket.quantity;
        held += ticket.quantity;
        unwritten.put(ticket.number, ticket);
    }

    private void forget(UUID person) {
        var stand = stands.get(person);
        if (stand != null) {
            stand.live = null;
            stand.forgetRequest();
        }
    }

    private static boolean isSame(Ticket ticket, String request) {
        return !request.isEmpty() && ticket.request.equals(request);
    }

    private static final class Stand {
        private @Nullable Ticket live;
        private @Nullable Ticket last;
        private int bought;

        /// Only the latest ticket's request is remembered.
        private void forgetRequest() {
            if (last != null) {
                last = new Ticket(last.number, last.quantity, "");
            }
        }
    }

    private static final class Ticket {
        private final long number;
        private final int quantity;
        private final String request;
        private boolean admitted;

        private Ticket(long number, int quantity, String request) {
            this.number = number;
            this.quantity = quantity;
            this.request = request;
        }
    }
}
