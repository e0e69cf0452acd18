package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.product.StockReplenished;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class StockIT {

    private static final Duration HOLD = Duration.ofMinutes(6);

    private final JdbcClient jdbc;
    private final RestTestClient http;
    private final Wines wines;
    private final TestTopic<ProductCommand> commands = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<ProductEvent> events = TestTopic.open(Topics.PRODUCT_EVENTS);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    StockIT(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.wines = new Wines(http, admin);
    }

    @AfterEach
    void everything_adds_up() {
        commands.close();
        replies.close();
        events.close();
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
    void stock_is_reserved_committed_and_returned() {
        var wine = wines.add(10);
        var order = anOrder();

        commands.send(reserve(order, HOLD, units(wine, 4)));
        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 4, 6, 0));

        commands.send(new CommitStock(id(order, "commit"), order, List.of(units(wine, 4))));
        replies.await(reply -> reply instanceof StockCommitted it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(6, 0, 6, 0));

        commands.send(new ReturnStock(id(order, "return"), order, List.of(units(wine, 4))));
        replies.await(reply -> reply instanceof StockReturned it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 0, 10, 0));
    }

    @Test
    void a_crowd_gets_exactly_what_there_is_and_the_hot_row_is_not_written_for_each() {
        var wine = wines.add(100);
        var orders = IntStream.range(0, 300).mapToObj(_ -> anOrder()).toList();

        orders.parallelStream()
                .forEach(order -> commands.send(reserve(order, HOLD, units(wine, 1))));

        replies.await(300, reply -> orders.contains(reply.orderId()));
        var answers =
                replies.messages().stream()
                        .filter(reply -> orders.contains(reply.orderId()))
                        .toList();
        assertThat(answers.stream().filter(StockReserved.class::isInstance)).hasSize(100);
        assertThat(answers.stream().filter(StockRejected.class::isInstance)).hasSize(200);
        assertThat(stock(wine)).isEqualTo(new Stock(100, 100, 0, 0));
    }

    @Test
    void commands_delivered_again_are_answered_again_and_done_once() {
        var wine = wines.add(10);
        var order = anOrder();
        var reserve = reserve(order, HOLD, units(wine, 4));

        for (int i = 0; i < 5; i++) {
            commands.send(reserve.commandId().value(), reserve);
        }

        var answers = replies.await(5, reply -> reply.orderId().equals(order));
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(stock(wine)).isEqualTo(new Stock(10, 4, 6, 0));
    }

    @Test
    void a_release_before_its_reservation_wins() {
        var wine = wines.add(10);
        var order = anOrder();

        commands.send(new ReleaseStock(id(order, "release"), order, List.of(units(wine, 4))));
        replies.await(reply -> reply instanceof StockReleased it && it.orderId().equals(order));
        commands.send(reserve(order, HOLD, units(wine, 4)));

        replies.await(reply -> reply instanceof StockRejected it && it.orderId().equals(order));
        assertThat(stock(wine)).isEqualTo(new Stock(10, 0, 10, 0));
    }

    @Test
    void a_hold_gives_its_units_back_by_itself() {
        var wine = wines.add(1);
        var order = anOrder();
        commands.send(reserve(order, Duration.ofMillis(300), units(wine, 1)));
        replies.await(reply -> reply.orderId().equals(order));

        await().untilAsserted(() -> assertThat(stock(wine)).isEqualTo(new Stock(1, 0, 1, 0)));
        await().until(() ->
                jdbc.sql("select state from stock_hold where order_id = :id")
                        .param("id", order.value())
                        .query(String.class)
                        .single()
                        .equals("EXPIRED"));
    }

    @Test
    void a_delivery_serves_the_line_in_order_and_tells_those_behind_their_new_place() {
        var wine = wines.add(0);
        var first = anOrder();
        var second = anOrder();
        var third = anOrder();
        for (var order : List.of(first, second, third)) {
            commands.send(standInLine(order, units(wine, 2)));
            replies.await(reply -> reply instanceof StockAwaited it && it.orderId().equals(order));
        }
        assertThat(stock(wine)).isEqualTo(new Stock(0, 0, 0, 3));

        wines.receive(wine, 3, "truck-1").expectStatus().isOk();

        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(first));
        replies.await(reply ->
                reply instanceof StockAwaited it
                        && it.orderId().equals(second)
                        && it.position() == 1);
        replies.await(reply ->
                reply instanceof StockAwaited it
                        && it.orderId().equals(third)
                        && it.position() == 2);
        assertThat(stock(wine))
                .as("one unit is kept for the next in line")
                .isEqualTo(new Stock(3, 2, 0, 2));
    }

    @Test
    void units_for_sale_again_are_announced_once_by_whoever_finds_them() {
        var wine = wines.add(3);
        var orders = IntStream.range(0, 3).mapToObj(_ -> anOrder()).toList();
        orders.forEach(order -> commands.send(reserve(order, HOLD, units(wine, 1))));
        replies.await(3, reply -> orders.contains(reply.orderId()));

        orders.forEach(order ->
                commands.send(
                        new ReleaseStock(id(order, "release"), order, List.of(units(wine, 1)))));
        replies.await(
                3, reply -> reply instanceof StockReleased it && orders.contains(it.orderId()));
        var again = anOrder();
        commands.send(reserve(again, Duration.ofMillis(300), units(wine, 3)));
        replies.await(reply -> reply.orderId().equals(again));

        // The hold runs out, and nobody asks for the wine: the sweeper finds it.
        var second = events.await(event -> isOf(wine, event) && event.version() == 4);
        assertThat(second)
                .isInstanceOfSatisfying(
                        StockReplenished.class,
                        event -> {
                            assertThat(event.available()).isEqualTo(3);
                            assertThat(event.name()).startsWith("Clos de Test");
                        });
        assertThat(events.messages().stream().filter(event -> isOf(wine, event)))
                .extracting(ProductEvent::version)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(stock(wine)).isEqualTo(new Stock(3, 0, 3, 0));
    }

    @Test
    void a_first_delivery_is_announced_and_a_second_one_on_top_of_it_is_not() {
        var wine = wines.add(0);
        var other = wines.add(5);

        wines.receive(wine, 2, "truck-4").expectStatus().isOk();
        wines.receive(wine, 2, "truck-5").expectStatus().isOk();
        wines.receive(other, 2, "truck-6").expectStatus().isOk();

        var first = events.await(event -> isOf(wine, event));
        assertThat(first)
                .isInstanceOfSatisfying(
                        StockReplenished.class,
                        event -> assertThat(event.available()).isEqualTo(2));
        assertThat(events.messages()).filteredOn(event -> isOf(wine, event)).hasSize(1);
        assertThat(events.messages()).filteredOn(event -> isOf(other, event)).isEmpty();
    }

    @Test
    void nothing_is_written_for_a_shelf_without_news() {
        var wine = wines.add(10);
        var order = anOrder();

        commands.send(reserve(order, HOLD, units(wine, 4)));
        replies.await(reply -> reply.orderId().equals(order));

        assertThat(
                        jdbc.sql("select version from stock where product_id = :id")
                                .param("id", wine.value())
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(events.messages()).filteredOn(event -> isOf(wine, event)).isEmpty();
    }

    @Test
    void the_same_delivery_counts_once_even_when_it_is_reported_many_times_at_once() {
        var wine = wines.add(0);

        IntStream.range(0, 20)
                .parallel()
                .forEach(_ -> wines.receive(wine, 5, "truck-2").expectStatus().isOk());

        assertThat(stock(wine)).isEqualTo(new Stock(5, 0, 5, 0));
    }

    @Test
    void every_movement_is_in_the_ledger() {
        var wine = wines.add(3);
        wines.receive(wine, 7, "truck-3").expectStatus().isOk();

        http.get()
                .uri("/api/products/{id}/movements", wine)
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.content[0].kind")
                .isEqualTo("RECEIVED")
                .jsonPath("$.content[0].quantity")
                .isEqualTo(7)
                .jsonPath("$.content[0].reference")
                .isEqualTo("truck-3")
                .jsonPath("$.content[1].kind")
                .isEqualTo("INITIAL")
                .jsonPath("$.page.totalElements")
                .isEqualTo(2);
    }

    @Test
    void a_command_that_must_not_be_is_seen_and_the_next_one_is_handled() {
        var wine = wines.add(10);
        var sold = anOrder();
        var order = anOrder();
        commands.send(reserve(sold, HOLD, units(wine, 1)));
        commands.send(new CommitStock(id(sold, "commit"), sold, List.of(units(wine, 1))));
        replies.await(reply -> reply instanceof StockCommitted it && it.orderId().equals(sold));
        try (var deadLetters = TestTopic.openDeadLetters(Topics.PRODUCT_COMMANDS, "stock")) {
            var release = new ReleaseStock(id(sold, "release"), sold, List.of(units(wine, 1)));

            commands.send(release);
            commands.send(reserve(order, HOLD, units(wine, 1)));

            replies.await(reply -> reply.orderId().equals(order));
            deadLetters.await(letter -> letter.equals(release));
        }
    }

    @Test
    void only_managers_see_and_change_stock() {
        var wine = wines.add(1);
        var customer = TestTokens.customer(new CustomerId(UUID.randomUUID()));

        http.get()
                .uri("/api/products/{id}/stock", wine)
                .header("Authorization", "Bearer " + customer)
                .exchange()
                .expectStatus()
                .isForbidden();
        http.post()
                .uri("/api/products/{id}/receipts", wine)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":1,\"reference\":\"mine\"}")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        http.get()
                .uri("/api/products/{id}/stock", UUID.randomUUID())
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PRODUCT_NOT_FOUND");
        assertThat(stock(wine)).isEqualTo(new Stock(1, 0, 1, 0));
    }

    @Test
    void receipts_that_make_no_sense_are_refused() {
        var wine = wines.add(1);
        List<String> bodies = new ArrayList<>();
        bodies.add("{\"quantity\":0,\"reference\":\"a\"}");
        bodies.add("{\"quantity\":-1,\"reference\":\"a\"}");
        bodies.add("{\"quantity\":1000000000,\"reference\":\"a\"}");
        bodies.add("{\"quantity\":\"two\",\"reference\":\"a\"}");
        bodies.add("{\"quantity\":1.5,\"reference\":\"a\"}");
        bodies.add("{\"quantity\":1}");
        bodies.add("{\"quantity\":1,\"reference\":\" \"}");
        bodies.add("{");

        for (var body : bodies) {
            http.post()
                    .uri("/api/products/{id}/receipts", wine)
                    .header("Authorization", "Bearer " + admin)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST");
        }
        assertThat(stock(wine)).isEqualTo(new Stock(1, 0, 1, 0));
    }

    private Stock stock(ProductId wine) {
        var stock = wines.stock(wine);
        assertThat(stock.drift()).isZero();
        return new Stock(stock.onHand(), stock.held(), stock.available(), stock.waiting());
    }

    private static ReserveStock reserve(OrderId order, Duration hold, OrderLine... lines) {
        return new ReserveStock(
                id(order, "reserve"),
                order,
                new CustomerId(UUID.randomUUID()),
                List.of(lines),
                WhenOutOfStock.CANCEL,
                null,
                hold,
                hold,
                Instant.now().plus(Duration.ofDays(1)));
    }

    private static ReserveStock standInLine(OrderId order, OrderLine line) {
        return new ReserveStock(
                id(order, "reserve"),
                order,
                new CustomerId(UUID.randomUUID()),
                List.of(line),
                WhenOutOfStock.RESERVE,
                null,
                HOLD,
                HOLD,
                Instant.now().plus(Duration.ofDays(1)));
    }

    private static boolean isOf(ProductId wine, ProductEvent event) {
        return event.productId().equals(wine);
    }

    private static CommandId id(OrderId order, String step) {
        return new CommandId(order + "/" + step);
    }

    private static OrderLine units(ProductId wine, int quantity) {
        return new OrderLine(wine, quantity);
    }

    private static OrderId anOrder() {
        return new OrderId(UUID.randomUUID());
    }

    private record Stock(int onHand, int held, int available, int waiting) {}
}
