package com.winemall.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest
class OrderingIT {

    private static final ProductId WINE = new ProductId(UUID.randomUUID());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final RestTestClient http;
    private final TestTopic<OrderEvent> events = TestTopic.open(Topics.ORDER_EVENTS);
    private final TestTopic<OrderOutcome> outcomes = TestTopic.open(Topics.ORDER_OUTCOMES);
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final String token = TestTokens.customer(customer);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    OrderingIT(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterEach
    void close() {
        events.close();
        outcomes.close();
    }

    // Placing.

    @Test
    void an_order_is_taken_at_once_and_the_saga_hears_of_it() {
        var placed = place(order(2));

        placed.expectStatus()
                .isAccepted()
                .expectHeader()
                .doesNotExist("Preference-Applied")
                .expectHeader()
                .valueMatches("Location", "/api/orders/[0-9a-f-]{36}");
        var order = body(placed);
        assertThat(order.get("status").asString()).isEqualTo("PENDING");
        assertThat(order.get("total").asLong()).isZero();
        var event = (OrderPlaced) events.await(it -> it.orderId().equals(id(order)));
        assertThat(event.customerId()).isEqualTo(customer);
        assertThat(event.lines()).containsExactly(new OrderLine(WINE, 2));
        assertThat(event.whenOutOfStock()).isEqualTo(WhenOutOfStock.CANCEL);
        assertThat(event.paymentWindow()).isEqualTo(Duration.ofMinutes(5));
        await().untilAsserted(() -> assertThat(outboxSize()).isZero());
    }

    @Test
    void who_would_rather_wait_is_answered_with_the_outcome() throws Exception {
        var answer = placeInBackground(order(2), 20);
        var event = events.await(it -> it instanceof OrderPlaced placed && isMine(placed));

        outcomes.send(completed(event.orderId(), 2, Instant.now().plusSeconds(300)));

        var order = answer.get();
        assertThat(order.get("id").asString()).isEqualTo(event.orderId().toString());
        assertThat(order.get("status").asString()).isEqualTo("NOTPAYED");
        assertThat(order.get("subtotal").asLong()).isEqualTo(60_000);
        assertThat(order.get("discount").asLong()).isEqualTo(5_000);
        assertThat(order.get("total").asLong()).isEqualTo(55_000);
        assertThat(order.at("/lines/0/name").asString()).isEqualTo("Almaviva");
        assertThat(order.at("/lines/0/amount").asLong()).isEqualTo(60_000);
        assertThat(order.get("paymentDueAt").asString()).isNotEmpty();
        assertThat(get(order)).isEqualTo(order);
    }

    @Test
    void a_wait_ends_when_its_time_is_over() {
        var placed =
                http.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + token)
                        .header("Prefer", "wait=1")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(order(1))
                        .exchange();

        placed.expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=1");
        assertThat(body(placed).get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void a_wait_ends_also_when_another_instance_hears_the_outcome() throws Exception {
        var answer = placeInBackground(order(1), 20);
        var event = events.await(it -> it instanceof OrderPlaced placed && isMine(placed));

        // What another instance does: it changes the row, and says so.
        jdbc.sql(
                        """
                        with changed as (
                            update customer_order
                            set status = 'STOCK_OUT', reason = 'STOCK_OUT', saga_version = 2,
                                due_at = null
                            where id = :id
                            returning id, customer_id, version)
                        select pg_notify('order_changed', concat_ws(' ', id, customer_id, version))
                        from changed
                        """)
                .param("id", event.orderId().value())
                .query((_, _) -> true)
                .list();

        assertThat(answer.get().get("status").asString()).isEqualTo("STOCK_OUT");
    }

    @Test
    void a_crowd_is_taken_in_few_transactions() {
        long before = transactions();
        var gate = new CountDownLatch(1);
        Set<String> ids = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 300)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () -> {
                                                gate.countDown();
                                                return body(place(order(1)));
                                            },
                                            threads))
                            .toList();
            answers.forEach(answer -> ids.add(answer.join().get("id").asString()));
        }

        assertThat(ids).hasSize(300);
        assertThat(count("select count(*) from customer_order where customer_id = :customer"))
                .isEqualTo(300);
        assertThat(transactions() - before)
                .as("transactions, with all that goes on beside")
                .isLessThan(300);
        events.await(300, it -> it instanceof OrderPlaced placed && isMine(placed));
    }

    @Test
    void the_same_request_sent_again_places_one_order() throws Exception {
        var key = UUID.randomUUID().toString();
        var first = body(place(order(1), key));
        var again = place(order(1), key);
        var other = place(order(2), key);

        again.expectStatus().isAccepted().expectHeader().exists("Location");
        assertThat(body(again)).isEqualTo(first);
        other.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(count("select count(*) from customer_order where customer_id = :customer"))
                .isEqualTo(1);
    }

    @Test
    void the_same_request_sent_many_times_at_once_places_one_order() {
        var key = UUID.randomUUID().toString();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 30)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () ->
                                                    place(order(1), key)
                                                            .returnResult(String.class)
                                                            .getStatus()
                                                            .value(),
                                            threads))
                            .toList();
            answers.forEach(answer -> assertThat(answer.join()).isIn(202, 409));
        }

        assertThat(count("select count(*) from customer_order where customer_id = :customer"))
                .isEqualTo(1);
    }

    @Test
    void a_repeated_request_that_would_rather_wait_gets_the_outcome_too() throws Exception {
        var key = UUID.randomUUID().toString();
        var placed = body(place(order(1), key));
        outcomes.send(completed(id(placed), 1, Instant.now().plusSeconds(300)));
        await().until(() -> !get(placed).get("status").asString().equals("PENDING"));

        var again =
                http.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Prefer", "wait=5")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(order(1))
                        .exchange();

        assertThat(body(again)).isEqualTo(get(placed));
    }

    @Test
    void orders_that_make_no_sense_are_refused_and_nothing_is_kept() {
        var line = "{\"productId\":\"" + WINE + "\",\"quantity\":1}";
        for (var wrong :
                List.of(
                        "{}",
                        "{\"lines\":null}",
                        "{\"lines\":[]}",
                        "{\"lines\":[" + (line + ",").repeat(20) + line + "]}",
                        "{\"lines\":[null]}",
                        "{\"lines\":[{\"productId\":\"" + WINE + "\"}]}",
                        line(0),
                        line(-1),
                        line(1000),
                        line("1e9"),
                        line("1.5"),
                        line("\"two\""),
                        line("null"),
                        "{\"lines\":[{\"productId\":\"not-an-id\",\"quantity\":1}]}",
                        "{\"lines\":[{\"quantity\":1}]}",
                        "{\"lines\":[" + line + "],\"whenOutOfStock\":\"MAYBE\"}",
                        "{\"lines\":[" + line + "," + line + "],\"whenOutOfStock\":\"RESERVE\"}",
                        "{\"lines\":[" + line + "],\"couponCode\":\"\"}",
                        "{\"lines\":[" + line + "],\"couponCode\":\"" + "x".repeat(65) + "\"}",
                        "garbage",
                        "",
                        "[]")) {
            http.post()
                    .uri("/api/orders")
                    .header("Authorization", "Bearer " + token)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(wrong)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST")
                    .jsonPath("$.errors[0].field")
                    .isNotEmpty();
        }
        assertThat(count("select count(*) from customer_order where customer_id = :customer"))
                .isZero();
    }

    // Outcomes.

    @Test
    void an_order_in_line_shows_its_place() {
        var order = body(place(order(1)));

        outcomes.send(
                new OrderAwaitingStock(
                        id(order),
                        2,
                        customer,
                        WINE,
                        "Almaviva",
                        3,
                        Instant.now().plusSeconds(60)));

        await().until(() -> get(order).get("status").asString().equals("RESERVED"));
        assertThat(get(order).get("position").asInt()).isEqualTo(3);
    }

    @Test
    void outcomes_delivered_again_late_and_out_of_order_leave_the_order_as_it_is() {
        var order = body(place(order(1)));
        outcomes.send(canceled(id(order), 5, CancelReason.STOCK_OUT));
        await().until(() -> get(order).get("status").asString().equals("STOCK_OUT"));
        var ended = get(order);

        outcomes.send(completed(id(order), 2, Instant.now().plusSeconds(300)));
        outcomes.send(canceled(id(order), 5, CancelReason.STOCK_OUT));
        var another = body(place(order(1)));
        outcomes.send(canceled(id(another), 2, CancelReason.COUPON_REJECTED));
        await().until(() -> get(another).get("status").asString().equals("CANCELLED"));

        assertThat(get(order)).isEqualTo(ended);
        assertThat(get(another).get("reason").asString()).isEqualTo("COUPON_REJECTED");
    }

    @Test
    void an_order_nobody_pays_ends_and_the_saga_hears_of_it_until_it_has_ended_too() {
        var order = body(place(order(1)));
        outcomes.send(completed(id(order), 1, Instant.now().plusMillis(300)));

        await().until(() -> get(order).get("status").asString().equals("TIMEOUT"));
        assertThat(get(order).get("reason").asString()).isEqualTo("PAYMENT_TIMEOUT");
        events.await(2, it -> it instanceof PaymentTimedOut && it.orderId().equals(id(order)));
        outcomes.send(canceled(id(order), 9, CancelReason.PAYMENT_TIMEOUT));
        await().until(() -> dueAt(order).equals("never"));
    }

    @Test
    void a_silent_saga_is_asked_again() {
        var order = body(place(order(1)));

        var told = events.await(2, it -> it.orderId().equals(id(order)));

        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    // Cancelling.

    @Test
    void an_order_the_saga_is_deciding_about_is_cancelled_by_the_saga() {
        var order = body(place(order(1)));

        cancel(order, token, "{\"reason\":\"too dear\"}").expectStatus().isAccepted();
        cancel(order, token, null).expectStatus().isAccepted();

        var request =
                (OrderCancelRequested)
                        events.await(it ->
                                it instanceof OrderCancelRequested
                                        && it.orderId().equals(id(order)));
        assertThat(request.reason()).isEqualTo(CancelReason.CUSTOMER_REQUEST);
        assertThat(request.note()).isEqualTo("too dear");
        assertThat(get(order).get("status").asString()).isEqualTo("PENDING");
        outcomes.send(canceled(id(order), 3, CancelReason.CUSTOMER_REQUEST));
        await().until(() -> get(order).get("status").asString().equals("CANCELLED"));
    }

    @Test
    void an_unpaid_order_is_cancelled_at_once() {
        var order = accepted();

        var cancelled = cancel(order, token, null);

        cancelled.expectStatus().isAccepted();
        assertThat(body(cancelled).get("status").asString()).isEqualTo("CANCELLED");
        assertThat(get(order).get("reason").asString()).isEqualTo("CUSTOMER_REQUEST");
        events.await(it -> it instanceof OrderCancelRequested && it.orderId().equals(id(order)));
    }

    @Test
    void an_operator_may_cancel_anybodys_order_and_another_customer_nobodys() {
        var order = accepted();
        var stranger = TestTokens.customer(new CustomerId(UUID.randomUUID()));

        cancel(order, stranger, null).expectStatus().isNotFound();
        assertThat(get(order).get("status").asString()).isEqualTo("NOTPAYED");
        cancel(order, admin, null).expectStatus().isAccepted();
        assertThat(get(order).get("reason").asString()).isEqualTo("OPERATOR");
    }

    @Test
    void what_has_ended_cannot_be_cancelled() {
        var order = body(place(order(1)));
        outcomes.send(canceled(id(order), 2, CancelReason.STOCK_OUT));
        await().until(() -> get(order).get("status").asString().equals("STOCK_OUT"));

        cancel(order, token, null)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_CANCELLABLE");
    }

    // Reading.

    @Test
    void customers_see_their_own_orders_newest_first_and_nobody_elses() {
        var first = body(place(order(1)));
        var second = body(place(order(2)));
        var stranger = TestTokens.customer(new CustomerId(UUID.randomUUID()));

        var page = page("?size=1");
        assertThat(page.at("/content/0/id")).isEqualTo(second.get("id"));
        assertThat(page.at("/page/totalElements").asInt()).isEqualTo(2);
        assertThat(page("?size=1&page=1").at("/content/0/id")).isEqualTo(first.get("id"));
        assertThat(page("?status=NOTPAYED").get("content")).isEmpty();
        http.get()
                .uri("/api/orders?status=LOST")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isBadRequest();
        http.get()
                .uri("/api/orders/" + id(first))
                .header("Authorization", "Bearer " + stranger)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("ORDER_NOT_FOUND");
    }

    @Test
    void only_who_has_logged_in_orders() {
        http.post()
                .uri("/api/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(order(1))
                .exchange()
                .expectStatus()
                .isUnauthorized();
        for (var bad :
                List.of(
                        TestTokens.expired(customer),
                        TestTokens.foreign(customer),
                        TestTokens.unsigned(customer))) {
            http.post()
                    .uri("/api/orders")
                    .header("Authorization", "Bearer " + bad)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(order(1))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
        }
        assertThat(count("select count(*) from customer_order where customer_id = :customer"))
                .isZero();
    }

    // How.

    private JsonNode accepted() {
        var order = body(place(order(1)));
        outcomes.send(completed(id(order), 1, Instant.now().plusSeconds(300)));
        await().until(() -> get(order).get("status").asString().equals("NOTPAYED"));
        return order;
    }

    private RestTestClient.ResponseSpec place(String body) {
        return place(body, UUID.randomUUID().toString());
    }

    private RestTestClient.ResponseSpec place(String body, String key) {
        return http.post()
                .uri("/api/orders")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private CompletableFuture<JsonNode> placeInBackground(String body, int seconds) {
        return CompletableFuture.supplyAsync(() ->
                body(
                        http.post()
                                .uri("/api/orders")
                                .header("Authorization", "Bearer " + token)
                                .header("Prefer", "wait=" + seconds)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(body)
                                .exchange()));
    }

    private RestTestClient.ResponseSpec cancel(JsonNode order, String by, String body) {
        var request =
                http.post()
                        .uri("/api/orders/" + id(order) + "/cancellation")
                        .header("Authorization", "Bearer " + by);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private JsonNode get(JsonNode order) {
        return body(
                http.get()
                        .uri("/api/orders/" + id(order))
                        .header("Authorization", "Bearer " + token)
                        .exchange());
    }

    private JsonNode page(String query) {
        return body(
                http.get()
                        .uri("/api/orders" + query)
                        .header("Authorization", "Bearer " + token)
                        .exchange());
    }

    private static JsonNode body(RestTestClient.ResponseSpec answer) {
        return JSON.readTree(answer.returnResult(String.class).getResponseBody());
    }

    private static OrderId id(JsonNode order) {
        return new OrderId(UUID.fromString(order.get("id").asString()));
    }

    private boolean isMine(OrderPlaced placed) {
        return placed.customerId().equals(customer);
    }

    private static String order(int quantity) {
        return line(quantity);
    }

    private static String line(Object quantity) {
        return "{\"lines\":[{\"productId\":\"" + WINE + "\",\"quantity\":" + quantity + "}]}";
    }

    private OrderCompleted completed(OrderId order, int quantity, Instant dueAt) {
        return new OrderCompleted(
                order,
                2,
                customer,
                List.of(new PricedLine(WINE, "Almaviva", 60_000 / quantity, quantity)),
                null,
                60_000,
                5_000,
                55_000,
                false,
                dueAt.truncatedTo(ChronoUnit.MICROS));
    }

    private OrderCanceled canceled(OrderId order, long version, CancelReason reason) {
        return new OrderCanceled(
                order, version, customer, reason, List.of(), null, null, Instant.now());
    }

    private long outboxSize() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    private long transactions() {
        return jdbc.sql(
                        """
                        select xact_commit
                        from pg_stat_database
                        where datname = current_database()
                        """)
                .query(Long.class)
                .single();
    }

    private long count(String sql) {
        return jdbc.sql(sql)
                .params(Map.of("customer", customer.value()))
                .query(Long.class)
                .single();
    }

    private String dueAt(JsonNode order) {
        return jdbc.sql("select coalesce(due_at::text, 'never') from customer_order where id = :id")
                .param("id", id(order).value())
                .query(String.class)
                .single();
    }
}
