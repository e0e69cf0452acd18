package com.winemall.product.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.EventId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.product.AllotmentCommand;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.StockCommand;
import com.winemall.contracts.reply.AllotmentReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Events and their orders, ordinary orders and a line want the same few bottles, poll by poll,
/// with commands delivered again, late, and before what they undo. Whatever comes, [Cellar] answers
/// and counts as [NaiveStock] does. `-Dwinemall.simulation.seeds=100000` tries more,
/// `-Dwinemall.simulation.first=…` others.
class AllotmentSimulation {

    static final long EVENT_PRICE = 19_000;

    private static final long SEEDS = Long.getLong("winemall.simulation.seeds", 2_000);
    private static final long FIRST = Long.getLong("winemall.simulation.first", 1);

    private static final int POLLS = 25;
    private static final int COMMANDS_MAX = 5;
    private static final int WINES = 2;
    private static final int EVENTS = 3;
    private static final int ORDERS = 12;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_cellar_answers_and_counts_as_the_plain_rules_do() {
        LongStream.range(FIRST, FIRST + SEEDS).forEach(seed -> new World(seed).live());
    }

    /// A world in which something never happens says nothing about it.
    @Test
    void everything_happens_somewhere() {
        Set<String> happened = new HashSet<>();

        for (long seed = FIRST; seed < FIRST + 200; seed++) {
            var world = new World(seed);
            world.live();
            happened.addAll(world.happened);
        }

        assertThat(happened)
                .contains(
                        "StockAllotted",
                        "AllotmentRejected",
                        "AllotmentReturned",
                        "AllotmentReturned with a rest",
                        "StockReserved of an event",
                        "StockRejected of an event",
                        "StockReserved",
                        "StockRejected",
                        "StockAwaited",
                        "StockCommitted",
                        "StockLost");
    }

    private static final class World {

        private final long seed;
        private final Random random;
        private final RememberedStocks stocks = new RememberedStocks();
        private final NaiveStock naive = new NaiveStock();
        private final List<ReserveStock> orders;
        private final List<Object> story = new ArrayList<>();
        private final Set<String> happened = new HashSet<>();
        private Instant now = NOON;

        private World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.orders = IntStream.range(0, ORDERS).mapToObj(this::order).toList();
            wines().forEach(wine -> {
                int units = random.nextInt(8);
                stocks.put(wine, units);
                naive.put(wine, units);
            });
        }

        private void live() {
            for (int poll = 0; poll < POLLS; poll++) {
                now = now.plusSeconds(random.nextInt(3) == 0 ? random.nextInt(400) : 1);
                story.add("— " + Duration.between(NOON, now));
                naive.passTimeTo(now);
                stocks.inOneTransaction(now, this::poll);
                adds_up();
            }
        }

        private List<Message> poll(Cellar cellar) {
            List<Message> replies = new ArrayList<>();
            int commands = random.nextInt(COMMANDS_MAX + 1);
            for (int i = 0; i < commands; i++) {
                if (random.nextInt(12) == 0) {
                    receive(cellar);
                } else {
                    replies.add(ask(cellar, aCommand()));
                }
            }
            return replies;
        }

        private void receive(Cellar cellar) {
            var wine = wine(random.nextInt(WINES));
            int units = 1 + random.nextInt(4);
            story.add(units + " of " + wine + " arrive");
            cellar.receive(wine, units, "delivery " + story.size());
            naive.receive(wine, units, now);
        }

        private Message ask(Cellar cellar, ProductCommand command) {
            story.add(command);
            Message answer;
            Message expected;
            switch (command) {
                case AllotmentCommand ofEvent -> {
                    answer = cellar.handle(ofEvent);
                    expected = naive.handle(ofEvent, now);
                }
                case StockCommand ofOrder -> {
                    answer = cellar.handle(ofOrder);
                    expected = naive.handle(ofOrder, now);
                }
            }
            story.add(answer);
            assertThat(answer).as(this::tell).isEqualTo(expected);
            notice(command, answer);
            return answer;
        }

        private ProductCommand aCommand() {
            if (random.nextInt(4) == 0) {
                var event = event(random.nextInt(EVENTS));
                return random.nextInt(4) == 0 ? Asked.returnAllotment(event) : aTry(event);
            }
            var order = orders.get(random.nextInt(ORDERS));
            var line = order.lines().getFirst();
            return switch (random.nextInt(6)) {
                case 0 -> Asked.commit(order.orderId(), line);
                case 1 -> Asked.takeBack(order.orderId(), line);
                // Sold units are not released: that would be the saga's mistake.
                case 2 ->
                        naive.isSold(order.orderId())
                                ? order
                                : Asked.release(order.orderId(), line);
                default -> order;
            };
        }

        /// The first is often too big; the next one asks for less.
        private AllotStock aTry(EventId event) {
            int attempt = 1 + random.nextInt(3);
            return Asked.allot(event, wineOf(event), 7 - 2 * attempt, EVENT_PRICE, attempt);
        }

        private ReserveStock order(int number) {
            var id = new OrderId(new UUID(seed, number));
            var event = event(random.nextInt(EVENTS));
            int quantity = 1 + random.nextInt(3);
            return switch (random.nextInt(8)) {
                case 0 -> Asked.reserve(id, null, new OrderLine(wine(number % WINES), quantity));
                case 1, 2 ->
                        Asked.standInLine(
                                id,
                                null,
                                NOON.plusSeconds(random.nextInt(3_000)),
                                new OrderLine(wine(number % WINES), quantity));
                case 3 -> Asked.reserve(id, event, new OrderLine(wine(number % WINES), quantity));
                case 4 ->
                        Asked.standInLine(
                                id, event, Instant.MAX, new OrderLine(wineOf(event), quantity));
                default -> Asked.reserve(id, event, new OrderLine(wineOf(event), quantity));
            };
        }

        private void adds_up() {
            wines().forEach(wine -> {
                var shelf = stocks.shelf(wine);
                assertThat(List.of(shelf.onHand(), shelf.held(), shelf.waiting()))
                        .as(this::tell)
                        .isEqualTo(
                                List.of(naive.onHand(wine), naive.held(wine), naive.waiting(wine)));
                assertThat(stocks.allotted(wine)).as(this::tell).isEqualTo(naive.allotted(wine));
            });
            assertThat(stocks.announcements())
                    .as(this::tell)
                    .containsExactlyInAnyOrderElementsOf(naive.announcements());
        }

        private void notice(ProductCommand command, Message answer) {
            var what = answer.getClass().getSimpleName();
            boolean ofEvent = command instanceof ReserveStock reserve && reserve.eventId() != null;
            boolean withRest = answer instanceof AllotmentReturned back && back.quantity() > 0;
            happened.add(what + (ofEvent ? " of an event" : "") + (withRest ? " with a rest" : ""));
        }

        private String tell() {
            return story.stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n", "world " + seed + "\n", ""));
        }
    }

    private static List<ProductId> wines() {
        return IntStream.range(0, WINES).mapToObj(AllotmentSimulation::wine).toList();
    }

    private static ProductId wine(int number) {
        return new ProductId(new UUID(0, number + 1));
    }

    private static EventId event(int number) {
        return new EventId(new UUID(7, number));
    }

    private static ProductId wineOf(EventId event) {
        return wine((int) event.value().getLeastSignificantBits() % WINES);
    }
}
