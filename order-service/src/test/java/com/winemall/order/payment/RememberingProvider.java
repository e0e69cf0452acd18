package com.winemall.order.payment;

import com.winemall.contracts.OrderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A payment provider in memory: one intent for each order, one answer for each key. The token says
/// how it behaves, as the simulator's do; it can be down altogether.
public final class RememberingProvider implements PaymentProvider {

    private final Map<OrderId, Books> intents = new HashMap<>();
    private final Map<String, Authorization> authorizations = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean down;

    /// What has become of one order's money.
    public record Books(Money money, int attempt, long authorized, long captured, long returned) {

        static final Books EMPTY = new Books(Money.NONE, 0, 0, 0, 0);
    }

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    public synchronized Books booksOf(OrderId order) {
        return intents.getOrDefault(order, Books.EMPTY);
    }

    /// Every call about an order, in order.
    public synchronized List<String> callsAbout(OrderId order) {
        return calls.stream().filter(call -> call.startsWith(order.toString())).toList();
    }

    @Override
    public synchronized Authorization authorize(Charge charge, PaymentToken token) {
        calls.add(charge.key("authorization"));
        if (down || token.value().equals("tok_unavailable")) {
            return new NotDone("unavailable");
        }
        var before = authorizations.get(charge.key("authorization"));
        if (before != null) {
            return before;
        }
        var answer = authorizeOnce(charge, token);
        authorizations.put(charge.key("authorization"), answer);
        return token.value().equals("tok_lost_reply") ? new Unknown("the reply is lost") : answer;
    }

    private Authorization authorizeOnce(Charge charge, PaymentToken token) {
        var books = booksOf(charge.orderId());
        return switch (books.money()) {
            case RETURNED, CAPTURED -> new Declined("closed");
            case AUTHORIZED -> new Authorized();
            case NONE -> {
                boolean declined = token.value().equals("tok_declined");
                intents.put(
                        charge.orderId(),
                        declined
                                ? new Books(Money.NONE, charge.attempt(), 0, 0, 0)
                                : new Books(
                                        Money.AUTHORIZED, charge.attempt(), charge.amount(), 0, 0));
                yield declined ? new Declined("CARD_DECLINED") : new Authorized();
            }
        };
    }

    @Override
    public synchronized Capture capture(Charge charge) {
        calls.add(charge.key("capture"));
        if (down) {
            return new Unknown("down");
        }
        var books = booksOf(charge.orderId());
        return switch (books.money()) {
            case CAPTURED -> new Captured();
            case NONE, RETURNED -> new CaptureRefused("nothing is set aside");
            case AUTHORIZED -> {
                intents.put(
                        charge.orderId(),
                        new Books(
                                Money.CAPTURED,
                                books.attempt(),
                                books.authorized(),
                                books.captured() + charge.amount(),
                                0));
                yield new Captured();
            }
        };
    }

    @Override
    public synchronized Release release(Charge charge) {
        calls.add(charge.key("void"));
        if (down) {
            return new Unknown("down");
        }
        var books = booksOf(charge.orderId());
        return switch (books.money()) {
            case CAPTURED -> new AlreadyCaptured();
            case NONE, AUTHORIZED, RETURNED -> {
                intents.put(
                        charge.orderId(),
                        new Books(
                                Money.RETURNED,
                                books.attempt(),
                                books.authorized(),
                                0,
                                books.authorized()));
                yield new Released();
            }
        };
    }

    @Override
    public synchronized Refund refund(Charge charge) {
        calls.add(charge.key("refund"));
        if (down) {
            return new Unknown("down");
        }
        var books = booksOf(charge.orderId());
        return switch (books.money()) {
            case NONE, AUTHORIZED -> new NotCaptured();
            case RETURNED -> new Refunded();
            case CAPTURED -> {
                intents.put(
                        charge.orderId(),
                        new Books(
                                Money.RETURNED,
                                books.attempt(),
                                books.authorized(),
                                books.captured(),
                                books.captured()));
                yield new Refunded();
            }
        };
    }

    /// The issuer lets go of what was set aside, as issuers do after a while.
    public synchronized void lapse(OrderId order) {
        var books = booksOf(order);
        intents.put(
                order,
                new Books(
                        Money.RETURNED,
                        books.attempt(),
                        books.authorized(),
                        0,
                        books.authorized()));
    }

    @Override
    public synchronized List<LedgerEntry> ledger(OrderId after, int max) {
        return intents.entrySet().stream()
                .filter(intent -> intent.getKey().toString().compareTo(after.toString()) > 0)
                .sorted(Comparator.comparing(intent -> intent.getKey().toString()))
                .limit(max)
                .map(intent ->
                        new LedgerEntry(
                                intent.getKey(),
                                intent.getValue().money(),
                                intent.getValue().authorized()))
                .toList();
    }

    @Override
    public synchronized Found find(Charge charge) {
        if (down) {
            return new Unknown("down");
        }
        var books = intents.get(charge.orderId());
        return books == null ? new NotKnown() : new Intent(books.money(), books.attempt());
    }
}
