package com.winemall.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.order.OrderServiceTest;
import com.winemall.order.ordering.OrderWatchers;
import com.winemall.order.ordering.Orders;
import com.winemall.order.payment.PaymentProvider.Money;
import com.winemall.order.payment.RememberingProvider.Books;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest
class PaymentIT {

    private static final long TOTAL = 55_000;
    private static final ProductId WINE = new ProductId(UUID.randomUUID());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FAR = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final RememberingProvider provider;
    private final Orders orders;
    private final OrderWatchers watchers;
    private final RestTestClient http;
    private final TestTopic<OrderEvent> events = TestTopic.open(Topics.ORDER_EVENTS);
    private final TestTopic<OrderOutcome> outcomes = TestTopic.open(Topics.ORDER_OUTCOMES);
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final String token = TestTokens.customer(customer);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PaymentIT(
            JdbcClient jdbc,
            RememberingProvider provider,
            Orders orders,
            OrderWatchers watchers,
            @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.provider = provider;
        this.orders = orders;
        this.watchers = watchers;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterEach
    void close() {
        provider.down(false);
        threads.close();
        events.close();
        outcomes.close();
    }

    // The way it should be.

    @Test
    void money_is_taken_only_when_the_stock_is_committed() {
        var order = accepted();
        var answer = payInBackground(order, "tok_ok");
        var authorized = events.await(it -> isAbout(it, order, PaymentAuthorized.class));
        assertThat(provider.booksOf(order).money()).isEqualTo(Money.AUTHORIZED);
        assertThat(authorized.version()).isGreaterThan(2);

        outcomes.send(new OrderStockCommitted(order, 5, customer));

        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(answer.join().text("status")).isEqualTo("PREPARING");
        assertThat(provider.booksOf(order))
                .isEqualTo(new Books(Money.CAPTURED, 1, TOTAL, TOTAL, 0));
        var paid = (OrderPaid) events.await(it -> isAbout(it, order, OrderPaid.class));
        assertThat(paid.units()).isEqualTo(2);
        assertThat(paid.total()).isEqualTo(TOTAL);
        assertThat(paid.version()).isGreaterThan(authorized.version());
        assertThat(payment(order)).isEqualTo("CAPTURED");
    }

    @Test
    void who_pays_is_told_when_the_stock_takes_longer() {
        var order = accepted();

        var answer = pay(order, "tok_ok");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("PAYING");
        outcomes.send(new OrderStockCommitted(order, 5, customer));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("PREPARING"));
        outcomes.send(new OrderStockCommitted(order, 6, customer));
        outcomes.send(new OrderStockCommitted(order, 6, customer));
        assertThat(provider.booksOf(order).captured()).isEqualTo(TOTAL);
    }

    @Test
    void late_news_from_before_the_payment_is_no_answer_to_it() {
        var order = accepted();
        var before = orders.find(order).orElseThrow();
        var answer = payInBackground(order, "tok_ok");
        events.await(it -> isAbout(it, order, PaymentAuthorized.class));

        watchers.tell(before);
        outcomes.send(new OrderStockCommitted(order, 5, customer));

        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void an_order_that_costs_nothing_is_paid_without_asking_for_money() {
        var order = place();
        outcomes.send(completed(order, 0, Instant.now().plus(FAR)));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("NOTPAYED"));
        var answer = payInBackground(order, "tok_ok");
        events.await(it -> isAbout(it, order, PaymentAuthorized.class));

        outcomes.send(new OrderStockCommitted(order, 5, customer));

        assertThat(answer.join().status()).isEqualTo(200);
    }

    // The provider says no, or nothing.

    @Test
    void a_declined_card_leaves_the_order_to_be_paid_with_another_one() {
        var order = accepted();

        var declined = pay(order, "tok_declined");

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("code")).isEqualTo("PAYMENT_DECLINED");
        assertThat(status(order)).isEqualTo("NOTPAYED");
        paidInTheEnd(order, payInBackground(order, "tok_ok"));
        assertThat(provider.booksOf(order))
                .isEqualTo(new Books(Money.CAPTURED, 2, TOTAL, TOTAL, 0));
    }

    @Test
    void a_provider_that_cannot_be_asked_leaves_the_order_to_be_paid() {
        var order = accepted();

        var unavailable = pay(order, "tok_unavailable");

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.text("code")).isEqualTo("PAYMENT_UNAVAILABLE");
        assertThat(status(order)).isEqualTo("NOTPAYED");
        paidInTheEnd(order, payInBackground(order, "tok_ok"));
    }

    @Test
    void a_lost_reply_charges_once() {
        var order = accepted();

        paidInTheEnd(order, payInBackground(order, "tok_lost_reply"));

        assertThat(provider.booksOf(order))
                .isEqualTo(new Books(Money.CAPTURED, 1, TOTAL, TOTAL, 0));
    }

    @Test
    void a_card_declined_after_the_deadline_ends_the_order() {
        var order = place();
        outcomes.send(completed(order, TOTAL, Instant.now().plus(FAR)));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("NOTPAYED"));
        provider.down(true);
        leftBehind(order, "AUTHORIZING", "tok_declined");
        provider.down(false);
        jdbc.sql("update customer_order set payment_due_at = now() - interval '1s' where id = :id")
                .param("id", order.value())
                .update();

        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("TIMEOUT"));

        events.await(it -> isAbout(it, order, PaymentTimedOut.class));
        await().untilAsserted(() -> assertThat(payment(order)).isEqualTo("RETURNED"));
    }

    // Deadlines.

    @Test
    void a_late_payment_is_refused_before_money_moves() {
        var order = place();
        outcomes.send(completed(order, TOTAL, Instant.now().plusMillis(200)));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("TIMEOUT"));

        var late = pay(order, "tok_ok");

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text("code")).isEqualTo("PAYMENT_WINDOW_CLOSED");
        assertThat(provider.callsAbout(order)).isEmpty();
    }

    @Test
    void of_payment_and_deadline_one_wins() {
        int count = 1000;
        var placed = inParallel(count, _ -> place());
        var far = Instant.now().plus(FAR);
        placed.forEach(order -> outcomes.send(completed(order, TOTAL, far)));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(countOf("NOTPAYED")).isEqualTo(count));
        var due = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        jdbc.sql(
                        """
                        update customer_order
                        set payment_due_at = :due, due_at = :due
                        where customer_id = :customer
                        """)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("customer", customer.value())
                .update();

        var answers =
                inParallel(
                        count,
                        i -> {
                            // From 20 ms before the deadline to 20 ms after it.
                            long at = due.toEpochMilli() - 20 + i % 41;
                            LockSupport.parkUntil(at);
                            return pay(placed.get(i), "tok_ok").status();
                        },
                        placed);

        // Whoever finds the database too busy is told so, and the order goes its way all the same.
        assertThat(answers).isSubsetOf(200, 202, 410, 503);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(countOf("PREPARING") + countOf("TIMEOUT")).isEqualTo(count));
        for (var order : placed) {
            var expected = status(order).equals("PREPARING") ? TOTAL : 0;
            assertThat(provider.booksOf(order).captured()).as("%s", order).isEqualTo(expected);
            if (expected == 0) {
                assertThat(provider.booksOf(order).authorized()).isZero();
            }
        }
    }

    // Two at once.

    @Test
    void of_many_clicks_one_pays() {
        var order = accepted();

        var answers = inParallel(20, _ -> pay(order, "tok_ok"));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 202))
                .allMatch(answer -> answer.status() == 409)
                .allMatch(answer -> answer.text("code").equals("NOT_PAYABLE"));
        assertThat(provider.callsAbout(order)).hasSize(1);
    }

    @Test
    void of_paying_and_cancelling_one_wins() {
        for (int i = 0; i < 20; i++) {
            var order = accepted();
            var gate = new CountDownLatch(1);
            var paying =
                    CompletableFuture.supplyAsync(
                            () -> {
                                awaitGate(gate);
                                return pay(order, "tok_ok").status();
                            },
                            threads);
            var cancelling =
                    CompletableFuture.supplyAsync(
                            () -> {
                                awaitGate(gate);
                                return post(order, "cancellation", token, "{}").status();
                            },
                            threads);
            gate.countDown();

            if (cancelling.join() == 202) {
                assertThat(paying.join()).isEqualTo(409);
                assertThat(status(order)).isEqualTo("CANCELLED");
                assertThat(provider.booksOf(order).authorized()).isZero();
            } else {
                assertThat(cancelling.join()).isEqualTo(409);
                assertThat(paying.join()).isEqualTo(202);
                assertThat(status(order)).isEqualTo("PAYING");
            }
        }
    }

    // What comes of it in the end.

    @Test
    void money_set_aside_for_stock_that_is_lost_is_let_go() {
        var order = accepted();
        var answer = payInBackground(order, "tok_ok");
        events.await(it -> isAbout(it, order, PaymentAuthorized.class));

        outcomes.send(canceled(order, 6, CancelReason.STOCK_LOST));

        assertThat(answer.join().status()).isEqualTo(409);
        assertThat(status(order)).isEqualTo("CANCELLED");
        await().untilAsserted(() -> assertThat(payment(order)).isEqualTo("RETURNED"));
        assertThat(provider.booksOf(order))
                .isEqualTo(new Books(Money.RETURNED, 1, TOTAL, 0, TOTAL));
    }

    @Test
    void a_paid_order_that_is_cancelled_is_refunded() {
        var order = paid();
        provider.down(true);

        assertThat(post(order, "cancellation", token, "{}").status()).isEqualTo(202);

        var request =
                (OrderCancelRequested)
                        events.await(it -> isAbout(it, order, OrderCancelRequested.class));
        assertThat(request.reason()).isEqualTo(CancelReason.CUSTOMER_REQUEST);
        assertThat(status(order)).isEqualTo("CANCELLED");
        assertThat(payment(order)).isEqualTo("RETURNING");
        provider.down(false);
        var refunded = (OrderRefunded) events.await(it -> isAbout(it, order, OrderRefunded.class));
        assertThat(refunded.amount()).isEqualTo(TOTAL);
        assertThat(provider.booksOf(order).returned()).isEqualTo(TOTAL);
        assertThat(payment(order)).isEqualTo("RETURNED");
        outcomes.send(canceled(order, 9, CancelReason.CUSTOMER_REQUEST));
        outcomes.send(canceled(order, 9, CancelReason.CUSTOMER_REQUEST));
        assertThat(post(order, "cancellation", token, "{}").status()).isEqualTo(202);
        assertThat(provider.booksOf(order).returned()).isEqualTo(TOTAL);
    }

    @Test
    void money_that_cannot_be_taken_any_more_ends_the_order_and_its_stock_goes_back() {
        var order = accepted();
        var answer = payInBackground(order, "tok_ok");
        events.await(it -> isAbout(it, order, PaymentAuthorized.class));
        provider.lapse(order);

        outcomes.send(new OrderStockCommitted(order, 5, customer));

        assertThat(answer.join().status()).isEqualTo(409);
        var request =
                (OrderCancelRequested)
                        events.await(it -> isAbout(it, order, OrderCancelRequested.class));
        assertThat(request.reason()).isEqualTo(CancelReason.OVERDUE);
        assertThat(status(order)).isEqualTo("CANCELLED");
    }

    // Crashes and outages.

    @ParameterizedTest
    @ValueSource(strings = {"tok_ok", "tok_lost_reply"})
    void a_payment_left_behind_before_the_provider_heard_of_it_goes_on(String card) {
        var order = accepted();

        leftBehind(order, "AUTHORIZING", card);

        events.await(it -> isAbout(it, order, PaymentAuthorized.class));
        outcomes.send(new OrderStockCommitted(order, 5, customer));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("PREPARING"));
        assertThat(provider.booksOf(order))
                .isEqualTo(new Books(Money.CAPTURED, 1, TOTAL, TOTAL, 0));
    }

    @Test
    void a_payment_left_behind_that_the_provider_cannot_take_may_be_tried_again() {
        var order = accepted();

        leftBehind(order, "AUTHORIZING", "tok_unavailable");

        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("NOTPAYED"));
        paidInTheEnd(order, payInBackground(order, "tok_ok"));
    }

    @Test
    void a_payment_left_behind_after_the_providers_yes_goes_on() {
        var order = accepted();
        provider.authorize(new Charge(order, TOTAL, 1), new PaymentToken("tok_ok"));

        leftBehind(order, "AUTHORIZING", "tok_ok");

        events.await(it -> isAbout(it, order, PaymentAuthorized.class));
        assertThat(provider.callsAbout(order)).hasSize(1);
    }

    @Test
    void a_capture_left_behind_is_made_once_the_provider_is_back() {
        var order = accepted();
        pay(order, "tok_ok");
        provider.down(true);
        outcomes.send(new OrderStockCommitted(order, 5, customer));
        await().untilAsserted(() -> assertThat(payment(order)).isEqualTo("CAPTURING"));
        await().untilAsserted(() -> assertThat(failures(order)).isGreaterThan(2));

        provider.down(false);

        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("PREPARING"));
        assertThat(provider.booksOf(order).captured()).isEqualTo(TOTAL);
    }

    @Test
    void a_saga_that_did_not_hear_of_the_payment_is_told_again() {
        var order = accepted();

        pay(order, "tok_ok");

        var told = events.await(2, it -> isAbout(it, order, PaymentAuthorized.class));
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    // Books.

    @Test
    void books_that_do_not_agree_are_seen() {
        paid();
        assertThat(brokenChecks()).isEmpty();
        var unknown = new Charge(new OrderId(UUID.randomUUID()), 100, 1);
        provider.authorize(unknown, new PaymentToken("tok_ok"));
        var cheated = paid();
        jdbc.sql("update payment set amount = 1 where order_id = :id")
                .param("id", cheated.value())
                .update();

        var broken = brokenChecks();

        assertThat(broken).hasSize(2);
        assertThat(broken.get(0)).contains("without its payment captured", cheated.toString());
        assertThat(broken.get(1)).contains("provider's books", unknown.orderId().toString());
        provider.release(unknown);
        jdbc.sql("update payment set amount = :total where order_id = :id")
                .param("total", TOTAL)
                .param("id", cheated.value())
                .update();
        assertThat(brokenChecks()).isEmpty();
    }

    // Delivery.

    @Test
    void a_paid_order_is_sent_and_arrives() {
        var order = paid();
        var shipment = "{\"carrier\":\"Korea Post\",\"trackingNumber\":\"KP 1\"}";
        assertThat(post(order, "shipment", token, shipment).status()).isEqualTo(403);
        assertThat(post(order, "delivery", admin, "{}").text("code")).isEqualTo("WRONG_STATUS");
        assertThat(post(order, "shipment", admin, "{}").status()).isEqualTo(400);

        var shipped = post(order, "shipment", admin, shipment);
        var again = post(order, "shipment", admin, shipment);
        var cancelled = post(order, "cancellation", token, "{}");
        var delivered = post(order, "delivery", admin, null);

        assertThat(shipped.status()).isEqualTo(200);
        assertThat(shipped.text("status")).isEqualTo("SHIPPING");
        assertThat(again.status()).isEqualTo(409);
        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.text("code")).isEqualTo("NOT_CANCELLABLE");
        assertThat(cancelled.body().get("status").asInt()).isEqualTo(409);
        assertThat(delivered.text("status")).isEqualTo("DELIVERED");
        var event = (OrderShipped) events.await(it -> isAbout(it, order, OrderShipped.class));
        assertThat(event.carrier()).isEqualTo("Korea Post");
        events.await(it -> isAbout(it, order, OrderDelivered.class));
    }

    // Bad input.

    @Test
    void a_payment_that_makes_no_sense_changes_nothing() {
        var order = accepted();
        for (var wrong :
                List.of(
                        "{}",
                        "{\"method\":\"CARD\"}",
                        "{\"token\":\"tok_ok\"}",
                        "{\"method\":\"CASH\",\"token\":\"tok_ok\"}",
                        "{\"method\":\"CARD\",\"token\":\" \"}",
                        "{\"method\":\"CARD\",\"token\":\"" + "x".repeat(256) + "\"}",
                        "{\"method\":0,\"token\":\"tok_ok\"}",
                        "garbage",
                        "[]")) {
            assertThat(post(order, "payment", token, wrong).status()).as(wrong).isEqualTo(400);
        }
        var stranger = TestTokens.customer(new CustomerId(UUID.randomUUID()));
        assertThat(pay(order, stranger, "tok_ok").status()).isEqualTo(404);
        assertThat(pay(order, admin, "tok_ok").status()).isEqualTo(404);
        assertThat(pay(new OrderId(UUID.randomUUID()), "tok_ok").status()).isEqualTo(404);
        assertThat(status(order)).isEqualTo("NOTPAYED");
        assertThat(provider.callsAbout(order)).isEmpty();
    }

    @Test
    void an_order_the_saga_is_deciding_about_cannot_be_paid() {
        var order = place();

        var answer = pay(order, "tok_ok");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("NOT_PAYABLE");
    }

    // How.

    /// An answer, and its body if it has one.
    private record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private OrderId place() {
        var body = "{\"lines\":[{\"productId\":\"" + WINE + "\",\"quantity\":2}]}";
        var answer =
                http.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .returnResult(String.class);
        return new OrderId(
                UUID.fromString(JSON.readTree(answer.getResponseBody()).get("id").asString()));
    }

    private OrderId accepted() {
        var order = place();
        outcomes.send(completed(order, TOTAL, Instant.now().plus(FAR)));
        await().untilAsserted(() -> assertThat(status(order)).isEqualTo("NOTPAYED"));
        return order;
    }

    private OrderId paid() {
        var order = accepted();
        paidInTheEnd(order, payInBackground(order, "tok_ok"));
        return order;
    }

    private void paidInTheEnd(OrderId order, CompletableFuture<Answer> answer) {
        events.await(it -> isAbout(it, order, PaymentAuthorized.class));
        outcomes.send(new OrderStockCommitted(order, 5, customer));
        assertThat(answer.join().status()).isEqualTo(200);
    }

    /// What a process leaves that dies after it began to pay.
    private void leftBehind(OrderId order, String status, String card) {
        jdbc.sql(
                        """
                        with paying as (
                            update customer_order
                            set status = 'PAYING', due_at = null, version = version + 1
                            where id = :id
                            returning id, total, payment_due_at)
                        insert into payment (
                            order_id, amount, status, attempt, token, authorize_until, due_at,
                            updated_at)
                        select id, total, :status, 1, :card, payment_due_at, now(), now()
                        from paying
                        """)
                .param("id", order.value())
                .param("status", status)
                .param("card", card)
                .update();
    }

    private List<String> brokenChecks() {
        var checks =
                http.get()
                        .uri("/audit/checks")
                        .header("Authorization", "Bearer " + admin)
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody();
        return JSON.readTree(checks)
                .valueStream()
                .filter(check -> !check.get("holds").asBoolean())
                .map(JsonNode::toString)
                .toList();
    }

    private CompletableFuture<Answer> payInBackground(OrderId order, String card) {
        return CompletableFuture.supplyAsync(() -> pay(order, card), threads);
    }

    private Answer pay(OrderId order, String card) {
        return pay(order, token, card);
    }

    private Answer pay(OrderId order, String by, String card) {
        return post(order, "payment", by, "{\"method\":\"CARD\",\"token\":\"" + card + "\"}");
    }

    private Answer post(OrderId order, String what, String by, String body) {
        var request =
                http.post()
                        .uri("/api/orders/" + order + "/" + what)
                        .header("Authorization", "Bearer " + by);
        var answer =
                (body == null
                                ? request
                                : request.contentType(MediaType.APPLICATION_JSON).body(body))
                        .exchange()
                        .returnResult(String.class);
        return new Answer(answer.getStatus().value(), JSON.readTree(answer.getResponseBody()));
    }

    private String status(OrderId order) {
        return jdbc.sql("select status from customer_order where id = :id")
                .param("id", order.value())
                .query(String.class)
                .single();
    }

    private String payment(OrderId order) {
        return jdbc.sql("select status from payment where order_id = :id")
                .param("id", order.value())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private int failures(OrderId order) {
        return jdbc.sql("select failures from payment where order_id = :id")
                .param("id", order.value())
                .query(Integer.class)
                .single();
    }

    private long countOf(String status) {
        return jdbc.sql(
                        """
                        select count(*)
                        from customer_order
                        where customer_id = :customer and status = :status
                        """)
                .params(Map.of("customer", customer.value(), "status", status))
                .query(Long.class)
                .single();
    }

    private <T> List<T> inParallel(int count, IntFunction<T> work) {
        return inParallel(count, work, List.of());
    }

    /// @param committed orders whose stock is committed as soon as they are paid
    private <T> List<T> inParallel(int count, IntFunction<T> work, List<OrderId> committed) {
        List<CompletableFuture<T>> running = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i ->
                        running.add(CompletableFuture.supplyAsync(() -> work.apply(i), threads)));
        var all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        if (!committed.isEmpty()) {
            Set<OrderId> told = new HashSet<>();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        commitStock(committed, told);
                        return all.isDone();
                    });
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    /// What the saga does with the orders it hears are authorised.
    private void commitStock(List<OrderId> orders, Set<OrderId> told) {
        events.messages().stream()
                .filter(PaymentAuthorized.class::isInstance)
                .filter(it -> orders.contains(it.orderId()) && told.add(it.orderId()))
                .forEach(it -> outcomes.send(new OrderStockCommitted(it.orderId(), 5, customer)));
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAbout(
            OrderEvent event, OrderId order, Class<? extends OrderEvent> type) {
        return type.isInstance(event) && event.orderId().equals(order);
    }

    private OrderCompleted completed(OrderId order, long total, Instant dueAt) {
        return new OrderCompleted(
                order,
                2,
                customer,
                List.of(new PricedLine(WINE, "Almaviva", 30_000, 2)),
                null,
                60_000,
                60_000 - total,
                total,
                false,
                dueAt.truncatedTo(ChronoUnit.MICROS));
    }

    private OrderCanceled canceled(OrderId order, long version, CancelReason reason) {
        return new OrderCanceled(
                order, version, customer, reason, List.of(), null, null, Instant.now());
    }
}
