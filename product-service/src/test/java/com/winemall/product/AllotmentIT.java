package com.winemall.product;

import static com.winemall.product.stock.Asked.allot;
import static com.winemall.product.stock.Asked.commit;
import static com.winemall.product.stock.Asked.release;
import static com.winemall.product.stock.Asked.reserve;
import static com.winemall.product.stock.Asked.returnAllotment;
import static com.winemall.product.stock.Asked.standInLine;
import static com.winemall.product.stock.Asked.takeBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReply;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAllotted;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.product.stock.StockCommandHandler;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/// Sale events' units, over Kafka and on PostgreSQL.
@ServiceTest
class AllotmentIT {

    private static final long PRICE = 19_000;
    private static final Duration SHORT = Duration.ofMillis(400);

    private final JdbcClient jdbc;
    private final RestTestClient http;
    private final Wines wines;
    private final StockCommandHandler handler;
    private final TestTopic<ProductCommand> commands = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<AllotmentReply> answers = TestTopic.open(Topics.ORDER_REPLIES);
    private final TestTopic<ProductEvent> news = TestTopic.open(Topics.PRODUCT_EVENTS);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));
    private final EventId event = new EventId(UUID.randomUUID());

    AllotmentIT(JdbcClient jdbc, StockCommandHandler handler, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.handler = handler;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.wines = new Wines(http, admin);
    }

    @AfterEach
    void everything_adds_up() {
        commands.close();
        replies.close();
        answers.close();
        news.close();
        http.get()
                .uri("/audit/checks")
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.holds == false)]")
                .isEmpty();
    }

    @Test
    void an_event_sells_its_units_and_returns_the_rest() {
        var wine = wines.add(10);
        commands.send(allot(event, wine, 8, PRICE, 1));
        assertThat(answers.await(StockAllotted.class::isInstance))
                .isEqualTo(
                        new StockAllotted(
                                allot(event, wine, 8, PRICE, 1).commandId(), event, 8, PRICE));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 8, 8, 2));

        var order = anOrder();
        commands.send(reserve(order, event, units(wine, 3)));
        assertThat(replies.await(reply -> reply.orderId().equals(order)))
                .isInstanceOfSatisfying(
                        StockReserved.class,
                        it -> assertThat(it.lines().getFirst().unitPrice()).isEqualTo(PRICE));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 8, 5, 2));
        commands.send(commit(order, units(wine, 3)));
        replies.await(reply -> reply instanceof StockCommitted it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(7, 5, 5, 2));
        assertThat(fact()).isEqualTo(new Fact(true, 8, 5, 0, 3, 0));

        commands.send(returnAllotment(event));
        assertThat(answers.await(AllotmentReturned.class::isInstance))
                .isEqualTo(new AllotmentReturned(returnAllotment(event).commandId(), event, 5));
        assertThat(stock(wine)).isEqualTo(new Stock(7, 0, 0, 7));
        assertThat(fact()).isEqualTo(new Fact(false, 8, 0, 0, 3, 5));

        commands.send(takeBack(order, units(wine, 3)));
        replies.await(reply -> reply instanceof StockReturned it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 0, 0, 10));
        assertThat(fact()).isEqualTo(new Fact(false, 8, 0, 0, 0, 5));
    }

    @Test
    void the_list_price_is_the_one_of_that_moment() {
        var wine = wines.add(10);

        commands.send(allot(event, wine, 8, null, 1));

        assertThat(answers.await(StockAllotted.class::isInstance))
                .isInstanceOfSatisfying(
                        StockAllotted.class, it -> assertThat(it.price()).isEqualTo(45_000));
    }

    @Test
    void what_events_ask_again_is_answered_again_and_done_once() {
        var wine = wines.add(10);
        var tooMany = allot(event, wine, 11, PRICE, 1);
        var allot = allot(event, wine, 8, PRICE, 2);

        for (int i = 0; i < 3; i++) {
            commands.send(tooMany);
            commands.send(allot);
        }
        answers.await(6, it -> it.eventId().equals(event));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 8, 8, 2));
        for (int i = 0; i < 3; i++) {
            commands.send(returnAllotment(event));
            commands.send(allot);
        }

        answers.await(12, it -> it.eventId().equals(event));
        assertThat(answers.messages())
                .filteredOn(it -> it.eventId().equals(event))
                .containsOnly(
                        new AllotmentRejected(tooMany.commandId(), event, 11, 10),
                        new StockAllotted(allot.commandId(), event, 8, PRICE),
                        new AllotmentReturned(returnAllotment(event).commandId(), event, 8));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 0, 0, 10));
    }

    @Test
    void a_return_before_its_allotment_wins() {
        var wine = wines.add(10);

        commands.send(returnAllotment(event));
        answers.await(AllotmentReturned.class::isInstance);
        commands.send(allot(event, wine, 8, PRICE, 1));

        assertThat(answers.await(AllotmentRejected.class::isInstance))
                .isEqualTo(
                        new AllotmentRejected(
                                allot(event, wine, 8, PRICE, 1).commandId(), event, 8, 0));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 0, 0, 10));
    }

    @Test
    void a_crowd_gets_exactly_what_the_event_has_and_the_same_answers_when_it_asks_again() {
        var wine = wines.add(150);
        commands.send(allot(event, wine, 100, PRICE, 1));
        answers.await(StockAllotted.class::isInstance);
        var orders = IntStream.range(0, 1_000).mapToObj(_ -> anOrder()).toList();
        List<ReserveStock> crowd =
                orders.stream().map(order -> reserve(order, event, units(wine, 1))).toList();

        crowd.parallelStream().forEach(commands::send);
        var first = replies.await(1_000, reply -> orders.contains(reply.orderId()));
        crowd.parallelStream().forEach(commands::send);
        var all = replies.await(2_000, reply -> orders.contains(reply.orderId()));

        assertThat(first).filteredOn(StockReserved.class::isInstance).hasSize(100);
        assertThat(first).filteredOn(StockRejected.class::isInstance).hasSize(900);
        assertThat(all.stream().distinct()).hasSize(1_000);
        assertThat(stock(wine)).isEqualTo(new Stock(150, 100, 0, 50));
        assertThat(fact()).isEqualTo(new Fact(true, 100, 0, 100, 0, 0));
    }

    @Test
    void what_runs_out_is_the_events_again_and_not_for_sale() {
        var wine = wines.add(5);
        commands.send(allot(event, wine, 5, PRICE, 1));
        answers.await(StockAllotted.class::isInstance);
        var first = anOrder();
        commands.send(reserve(first, event, SHORT, units(wine, 5)));
        replies.await(reply -> reply.orderId().equals(first));

        await().untilAsserted(() -> assertThat(stock(wine)).isEqualTo(new Stock(5, 5, 5, 0)));
        assertThat(available(wine)).as("in the shop").isZero();
        assertThat(fact()).isEqualTo(new Fact(true, 5, 5, 0, 0, 0));
        await().until(() -> stateOf(first).equals("EXPIRED"));
        assertThat(available(wine)).as("once it is tidied up").isZero();
        assertThat(stock(wine)).isEqualTo(new Stock(5, 5, 5, 0));

        var second = anOrder();
        commands.send(reserve(second, event, units(wine, 5)));
        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(second));
        assertThat(news.messages()).noneMatch(it -> isBack(it, wine));
    }

    @Test
    void an_event_that_ends_in_the_middle_gives_each_unit_to_one_order_or_back() {
        var wine = wines.add(60);
        commands.send(allot(event, wine, 60, PRICE, 1));
        answers.await(StockAllotted.class::isInstance);
        var orders = IntStream.range(0, 100).mapToObj(_ -> anOrder()).toList();

        IntStream.range(0, 100)
                .parallel()
                .forEach(i -> {
                    if (i == 30) {
                        commands.send(returnAllotment(event));
                    }
                    commands.send(reserve(orders.get(i), event, units(wine, 1)));
                });

        var returned = answers.await(AllotmentReturned.class::isInstance);
        var decided = replies.await(100, reply -> orders.contains(reply.orderId()));
        var reserved = decided.stream().filter(StockReserved.class::isInstance).toList();
        assertThat(returned)
                .isInstanceOfSatisfying(
                        AllotmentReturned.class,
                        it -> assertThat(it.quantity() + reserved.size()).isEqualTo(60));
        assertThat(stock(wine)).isEqualTo(new Stock(60, reserved.size(), 0, 60 - reserved.size()));

        orders.forEach(order -> commands.send(release(order, units(wine, 1))));
        replies.await(
                100, reply -> reply instanceof StockReleased it && orders.contains(it.orderId()));
        assertThat(stock(wine)).isEqualTo(new Stock(60, 0, 0, 60));
    }

    @Test
    void the_rest_goes_to_the_line_and_what_the_line_leaves_is_announced() {
        var wine = wines.add(5);
        commands.send(allot(event, wine, 5, PRICE, 1));
        answers.await(StockAllotted.class::isInstance);
        var waiting = anOrder();
        commands.send(
                standInLine(waiting, null, Instant.now().plus(Duration.ofDays(1)), units(wine, 2)));
        replies.await(reply -> reply instanceof StockAwaited it && it.orderId().equals(waiting));

        commands.send(returnAllotment(event));

        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(waiting));
        assertThat(news.await(it -> isBack(it, wine)))
                .isInstanceOfSatisfying(
                        StockReplenished.class, it -> assertThat(it.available()).isEqualTo(3));
        assertThat(stock(wine)).isEqualTo(new Stock(5, 2, 0, 3));
    }

    /// As instances of the service would, which take polls of other partitions at the same time.
    @Test
    void polls_at_the_same_time_sell_no_unit_twice_and_do_not_lock_each_other_out()
            throws InterruptedException, ExecutionException {
        var other = new EventId(UUID.randomUUID());
        var wine = wines.add(40);
        var otherWine = wines.add(40);
        handler.handle(
                List.of(allot(event, wine, 30, PRICE, 1), allot(other, otherWine, 20, PRICE, 1)));
        var start = new CountDownLatch(1);

        List<Future<List<Outgoing>>> polls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int poll = 0; poll < 10; poll++) {
                boolean reversed = poll % 2 == 0;
                List<ReserveStock> orders =
                        IntStream.range(0, 20)
                                .mapToObj(i ->
                                        (i % 2 == 0) == reversed
                                                ? reserve(anOrder(), event, units(wine, 1))
                                                : reserve(anOrder(), other, units(otherWine, 1)))
                                .toList();
                polls.add(
                        threads.submit(() -> {
                            start.await();
                            return handler.handle(orders);
                        }));
            }
            start.countDown();
        }

        int reserved = 0;
        for (var poll : polls) {
            for (var answer : poll.get()) {
                reserved += answer.message() instanceof StockReserved ? 1 : 0;
            }
        }
        assertThat(reserved).isEqualTo(50);
        assertThat(stock(wine)).isEqualTo(new Stock(40, 30, 0, 10));
        assertThat(stock(otherWine)).isEqualTo(new Stock(40, 20, 0, 20));
    }

    private Stock stock(ProductId wine) {
        var stock = wines.stock(wine);
        assertThat(stock.drift()).isZero();
        return new Stock(stock.onHand(), stock.held(), stock.allotted(), stock.available());
    }

    private int available(ProductId wine) {
        return http.get()
                .uri("/api/products/{id}", wine)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Offered.class)
                .getResponseBody()
                .available();
    }

    private String stateOf(OrderId order) {
        return jdbc.sql("select state from stock_hold where order_id = :id")
                .param("id", order.value())
                .query(String.class)
                .single();
    }

    /// What the audit is told about the event.
    private Fact fact() {
        var id = event.value();
        var before = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1);
        return http.get()
                .uri("/audit/allotments?after={before}&limit=1", before)
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Fact[].class)
                .getResponseBody()[0];
    }

    private static OrderLine units(ProductId wine, int quantity) {
        return new OrderLine(wine, quantity);
    }

    private static OrderId anOrder() {
        return new OrderId(UUID.randomUUID());
    }

    private record Stock(int onHand, int held, int allotted, int available) {}

    private record Offered(int available) {}

    private record Fact(boolean open, int quantity, int free, int held, int sold, int returned) {}

    private static boolean isBack(ProductEvent event, ProductId wine) {
        return event instanceof StockReplenished && event.productId().equals(wine);
    }
}
