package com.winemall.order.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.order.EntryDecided;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.order.OrderApplication;
import com.winemall.order.OrderServiceTest;
import com.winemall.order.live.OpenPage;
import com.winemall.starter.secret.LocalMall;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@OrderServiceTest
class EventIT {

    private static final long PRICE = 9_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final JdbcClient jdbc;
    private final GuestList guests;
    private final Environment environment;
    private final Warehouse warehouse = new Warehouse();
    private final TestTopic<OrderEvent> orders = TestTopic.open(Topics.ORDER_EVENTS);
    private final TestTopic<OrderOutcome> outcomes = TestTopic.open(Topics.ORDER_OUTCOMES);
    private final TestTopic<EntryDecided> results = TestTopic.open(Topics.ORDER_ENTRIES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProductId wine = new ProductId(UUID.randomUUID());
    private final Guest admin = Guest.admin();
    private final List<EventId> planned = new ArrayList<>();

    EventIT(@LocalServerPort int port, JdbcClient jdbc, GuestList guests, Environment environment) {
        this.port = port;
        this.jdbc = jdbc;
        this.guests = guests;
        this.environment = environment;
        warehouse.has(wine, 1_000_000);
    }

    /// An event that goes on would keep the service busy with it.
    @AfterEach
    void close() {
        planned.forEach(event -> post("/api/events/" + event + "/close", admin, null));
        warehouse.close();
        threads.close();
        orders.close();
        outcomes.close();
        results.close();
    }

    // The crowd.

    @Test
    void of_a_crowd_as_many_are_let_in_as_there_are_units_each_once() {
        var event = opened(plan().quantity(300));
        var crowd = Stream.generate(Guest::new).limit(1_000).toList();

        var answers = rush(crowd, event, 2);

        var admitted = answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(admitted.stream().map(answer -> answer.number("number")))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
        assertThat(admitted.stream().map(Answer::guest).distinct()).hasSize(300);
        assertThat(admitted.stream().map(answer -> answer.text("orderId")).distinct()).hasSize(300);
        assertThat(
                        answers.stream()
                                .filter(answer -> answer.status() != 201)
                                .collect(Collectors.groupingBy(Answer::code))
                                .keySet())
                .isSubsetOf("SOLD_OUT", "ALREADY_ENTERED");
        await().atMost(PATIENCE)
                .pollInSameThread()
                .untilAsserted(() ->
                        assertThat(placedOf(event).stream().map(OrderPlaced::orderId))
                                .containsExactlyInAnyOrderElementsOf(
                                        admitted.stream().map(Answer::order).toList()));
        results.await(2_000, it -> it.eventId().equals(event));
        assertThat(view(event).text("status")).isEqualTo("SOLD_OUT");
        assertThat(view(event).number("remaining")).isZero();
        var statistics = get("/api/events/" + event + "/statistics", null);
        assertThat(statistics.number("requests")).isGreaterThanOrEqualTo(2_000);
        assertThat(statistics.number("admitted")).isEqualTo(300);
        assertThat(statistics.number("soldOut")).isPositive();
        assertThat(statistics.number("paid")).isZero();
        assertThat(statistics.at("/series/0/requests").asLong()).isPositive();
        assertBooks(event, 300, 0, 300, 0, 0);
        admitted.forEach(answer ->
                outcomes.send(
                        canceled(
                                answer.order(),
                                Objects.requireNonNull(answer.guest()),
                                CancelReason.STOCK_LOST)));
        await().atMost(PATIENCE).until(() -> view(event).number("remaining") == 300);
        assertBooks(event, 300, 300, 0, 0, 0);
    }

    @Test
    void an_admitted_entry_is_an_order_of_the_event() {
        var event = opened(plan().quantity(3).perCustomer(2));
        var guest = new Guest();

        var entry = enter(event, guest, 2);

        assertThat(entry.status()).isEqualTo(201);
        assertThat(entry.text("outcome")).isEqualTo("ADMITTED");
        assertThat(entry.number("number")).isEqualTo(1);
        var placed = (OrderPlaced) orders.await(it -> isOf(it, event));
        assertThat(placed.orderId()).isEqualTo(entry.order());
        assertThat(placed.customerId()).isEqualTo(guest.id());
        assertThat(placed.lines()).containsExactly(new OrderLine(wine, 2));
        assertThat(placed.whenOutOfStock()).isEqualTo(WhenOutOfStock.CANCEL);
        assertThat(placed.paymentWindow()).isEqualTo(Duration.ofMinutes(5));
        var order = get("/api/orders/" + entry.order(), guest);
        assertThat(order.text("eventId")).isEqualTo(event.toString());
        assertThat(order.text("status")).isEqualTo("PENDING");
        var mine = get("/api/events/" + event + "/entries/me", guest);
        assertThat(mine.order()).isEqualTo(entry.order());
        assertThat(mine.number("number")).isEqualTo(1);
        assertThat(mine.text("receipt")).isNotEmpty();
        var result = results.await(it -> it.eventId().equals(event));
        assertThat(result)
                .isEqualTo(
                        new EntryDecided(
                                event,
                                guest.id(),
                                "ADMITTED",
                                entry.order(),
                                1L,
                                result.decidedAt()));
    }

    @Test
    void the_same_request_gets_the_same_answer() {
        var event = opened(plan().quantity(10).perCustomer(2));
        var guest = new Guest();

        var answers =
                Stream.generate(() -> async(() -> enter(event, guest, 1, "once", null)))
                        .limit(20)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers.stream().map(Answer::status).distinct()).containsExactly(201);
        assertThat(answers.stream().map(Answer::order).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.number("number")).distinct())
                .containsExactly(1L);
        assertThat(enter(event, guest, 2, "once", null).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        var other = enter(event, guest, 1, "twice", null);
        assertThat(other.code()).isEqualTo("ALREADY_ENTERED");
        assertThat(other.text("orderId")).isEqualTo(answers.getFirst().text("orderId"));
        assertThat(enter(event, guest, 1, "x".repeat(256), null).code())
                .isEqualTo("INVALID_REQUEST");
    }

    @Test
    void who_may_not_take_part_is_told_so_and_counted() {
        var event = opened(plan().quantity(10));
        var guest = new Guest();
        guests.refuse(guest.id());
        assertThat(enter(event, new Guest(), 1).status()).isEqualTo(201);

        var answer = enter(event, guest, 1);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("INELIGIBLE");
        assertThat(statistic(event, "ineligible")).isEqualTo(1);
        assertThat(statistic(event, "requests")).isEqualTo(2);
        assertThat(results.await(it -> it.customerId().equals(guest.id())).outcome())
                .isEqualTo("INELIGIBLE");
    }

    // What comes back.

    @Test
    void a_unit_that_comes_back_goes_to_the_head_of_the_line() {
        var event = opened(plan().quantity(1).waitingLine());
        var first = new Guest();
        var second = new Guest();
        var third = new Guest();
        var entry = enter(event, first, 1);
        assertThat(enter(event, second, 1).number("position")).isEqualTo(1);
        assertThat(enter(event, third, 1).number("position")).isEqualTo(2);
        assertThat(enter(event, second, 1).status()).isEqualTo(202);
        assertThat(view(event).number("waiting")).isEqualTo(2);
        var page = OpenPage.at(port, second.token());
        var behind = OpenPage.at(port, third.token());

        outcomes.send(canceled(entry.order(), first, CancelReason.STOCK_LOST));

        var placed =
                (OrderPlaced)
                        orders.await(it ->
                                it instanceof OrderPlaced order
                                        && order.customerId().equals(second.id()));
        assertThat(placed.eventId()).isEqualTo(event);
        assertThat(placed.whenOutOfStock()).isEqualTo(WhenOutOfStock.RESERVE);
        assertThat(placed.paymentWindow()).isEqualTo(Duration.ofMinutes(10));
        page.awaitFrame("queue", event, "ADMITTED");
        page.close();
        var position = behind.awaitFrame("queue", event, "WAITING").get("position");
        assertThat(position.asInt()).isEqualTo(1);
        behind.close();
        var mine = me(event, second);
        assertThat(mine.text("outcome")).isEqualTo("ADMITTED");
        assertThat(mine.number("number")).isEqualTo(2);
        assertThat(mine.order()).isEqualTo(placed.orderId());
        assertThat(me(event, third).number("position")).isEqualTo(1);
        assertThat(me(event, first).code()).isEqualTo("ENTRY_NOT_FOUND");
        results.await(it -> it.customerId().equals(second.id()) && it.outcome().equals("ADMITTED"));
        outcomes.send(canceled(placed.orderId(), second, CancelReason.CUSTOMER_REQUEST));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(me(event, third).text("outcome")).isEqualTo("ADMITTED"));
        assertBooks(event, 1, 0, 1, 0, 0);
    }

    @Test
    void without_a_line_a_unit_that_comes_back_is_for_whoever_comes_next() {
        var event = opened(plan().quantity(1));
        var first = new Guest();
        var entry = enter(event, first, 1);
        assertThat(enter(event, new Guest(), 1).code()).isEqualTo("SOLD_OUT");

        outcomes.send(completed(entry.order(), first, Instant.now().plusMillis(300)));
        await().atMost(PATIENCE).until(() -> status(entry.order(), first).equals("TIMEOUT"));
        assertThat(enter(event, new Guest(), 1).code()).isEqualTo("SOLD_OUT");
        outcomes.send(canceled(entry.order(), first, 9, CancelReason.PAYMENT_TIMEOUT));

        await().atMost(PATIENCE).until(() -> view(event).number("remaining") == 1);
        assertThat(view(event).text("status")).isEqualTo("OPEN");
        var again = enter(event, first, 1);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.number("number")).isEqualTo(2);
        assertThat(again.order()).isNotEqualTo(entry.order());
        assertThat(statistic(event, "timedOut")).isEqualTo(1);
    }

    @Test
    void what_is_paid_counts_for_ever_unless_the_money_goes_back() {
        var event = opened(plan().quantity(5).perCustomer(2));
        var guest = new Guest();
        var entry = enter(event, guest, 1);
        pay(entry.order(), guest);

        assertBooks(event, 5, 4, 0, 1, 0);
        assertThat(statistic(event, "paid")).isEqualTo(1);
        var second = enter(event, guest, 1);
        assertThat(second.status()).isEqualTo(201);
        pay(second.order(), guest);
        assertThat(enter(event, guest, 1).code()).isEqualTo("ALREADY_ENTERED");
        post("/api/orders/" + entry.order() + "/cancellation", guest, null);
        assertThat(enter(event, guest, 1).code()).isEqualTo("ALREADY_ENTERED");
        outcomes.send(canceled(entry.order(), guest, 9, CancelReason.CUSTOMER_REQUEST));
        await().atMost(PATIENCE).until(() -> view(event).number("remaining") == 4);
        assertThat(enter(event, guest, 1).status()).isEqualTo(201);
        assertBooks(event, 5, 3, 1, 1, 0);
        assertThat(statistic(event, "cancelled")).isEqualTo(1);
    }

    // The waiting room.

    @Test
    void who_comes_with_too_many_others_is_given_a_turn() {
        var event = opened(plan().quantity(10).arrivalsPerSecond(1));
        assertThat(enter(event, new Guest(), 1).status()).isEqualTo(201);
        var guest = new Guest();

        var queued = enter(event, guest, 1);

        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.text("outcome")).isEqualTo("QUEUED");
        assertThat(queued.number("position")).isEqualTo(1);
        assertThat(queued.number("retryAfter")).isEqualTo(1);
        assertThat(queued.header("Retry-After")).isEqualTo("1");
        var ticket = queued.text("ticket");
        assertThat(me(event, guest).text("ticket")).isEqualTo(ticket);
        assertThat(enter(event, guest, 1, null, ticket).text("outcome")).isEqualTo("QUEUED");
        assertThat(enter(event, new Guest(), 1, null, ticket).code()).isEqualTo("INVALID_TICKET");
        assertThat(enter(event, guest, 1, null, "forged").code()).isEqualTo("INVALID_TICKET");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> enter(event, guest, 1, null, ticket).status() == 201);
        assertThat(statistic(event, "queued")).isEqualTo(1);
    }

    // Opening and closing.

    @Test
    void an_event_opens_by_itself_when_it_is_time() {
        var startsAt = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.MICROS);
        var event = created(plan().quantity(5).startsAt(startsAt));
        assertThat(view(event).text("status")).isEqualTo("SCHEDULED");
        assertThat(view(event).number("remaining")).isEqualTo(5);
        await().atMost(PATIENCE)
                .until(() -> !warehouse.allotments(event).isEmpty() && hasPool(event));

        assertThat(Instant.now()).isBefore(startsAt);
        var early = enter(event, new Guest(), 1);
        assertThat(early.code()).isEqualTo("EVENT_NOT_OPEN");
        assertThat(view(event).text("status")).isEqualTo("SCHEDULED");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> enter(event, new Guest(), 1).status() == 201);
        assertThat(firstArrival(event)).isBetween(startsAt, startsAt.plusSeconds(2));
        assertThat(view(event).text("status")).isEqualTo("OPEN");
    }

    @Test
    void opened_by_hand_before_its_time_it_is_open() {
        var event = created(plan().quantity(5).startsAt(Instant.now().plusSeconds(600)));
        assertThat(enter(event, new Guest(), 1).code()).isEqualTo("EVENT_NOT_OPEN");

        var opened = post("/api/events/" + event + "/open", admin, null);

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.text("status")).isEqualTo("OPEN");
        assertThat(opened.number("price")).isEqualTo(PRICE);
        assertThat(enter(event, new Guest(), 1).status()).isEqualTo(201);
        assertThat(post("/api/events/" + event + "/open", admin, null).status()).isEqualTo(200);
        assertThat(warehouse.allotments(event)).hasSize(1);
    }

    @Test
    void without_a_price_of_its_own_it_sells_at_the_list_price() {
        var event = opened(plan().quantity(5).price(null));

        assertThat(view(event).number("price")).isEqualTo(Warehouse.LIST_PRICE);
    }

    @Test
    void without_enough_units_it_stays_scheduled_and_says_why() {
        warehouse.has(wine, 4);
        var event = created(plan().quantity(5).startsAt(Instant.now().plusSeconds(600)));

        var refused = post("/api/events/" + event + "/open", admin, null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("NOT_ENOUGH_STOCK");
        assertThat(refused.number("available")).isEqualTo(4);
        assertThat(view(event).text("status")).isEqualTo("SCHEDULED");
        assertThat(view(event).text("reason")).isEqualTo("NOT_ENOUGH_STOCK");
        assertThat(view(event).number("available")).isEqualTo(4);
        warehouse.has(wine, 5);
        assertThat(post("/api/events/" + event + "/open", admin, null).status()).isEqualTo(200);
        assertThat(view(event).body().has("reason")).isFalse();
    }

    @Test
    void without_enough_units_when_it_should_open_it_asks_again() {
        warehouse.has(wine, 0);
        var event = created(plan().quantity(5).startsAt(Instant.now()));
        await().atMost(PATIENCE).until(() -> view(event).body().has("reason"));

        warehouse.has(wine, 5);

        await().atMost(PATIENCE).until(() -> view(event).text("status").equals("OPEN"));
    }

    @Test
    void while_nobody_answers_the_operator_is_told_to_come_back_and_it_opens_later() {
        warehouse.silent(true);
        var event = created(plan().quantity(5).startsAt(Instant.now().plusSeconds(600)));

        var unanswered = post("/api/events/" + event + "/open", admin, null);

        assertThat(unanswered.status()).isEqualTo(503);
        assertThat(unanswered.header("Retry-After")).isNotEmpty();
        warehouse.silent(false);
        await().atMost(PATIENCE).until(() -> view(event).text("status").equals("OPEN"));
        assertThat(warehouse.allotments(event).stream().distinct()).hasSize(1);
    }

    @Test
    void closed_in_the_middle_it_keeps_its_units_until_no_order_needs_them() {
        var event = opened(plan().quantity(2).waitingLine());
        var guest = new Guest();
        var late = new Guest();
        var entry = enter(event, guest, 2 - 1);
        assertThat(enter(event, new Guest(), 1).status()).isEqualTo(201);
        assertThat(enter(event, late, 1).status()).isEqualTo(202);
        assertThat(get("/api/events/" + event + "/admissions", null).code())
                .isEqualTo("WRONG_STATUS");

        var closed = post("/api/events/" + event + "/close", admin, null);

        assertThat(closed.text("status")).isEqualTo("CLOSED");
        assertThat(enter(event, new Guest(), 1).code()).isEqualTo("EVENT_CLOSED");
        await().atMost(PATIENCE).until(() -> internalStatus(event).equals("SETTLED"));
        assertThat(me(event, late).code()).isEqualTo("ENTRY_NOT_FOUND");
        assertThat(me(event, guest).text("orderId")).isEqualTo(entry.text("orderId"));
        assertThat(warehouse.isReturned(event)).isFalse();
        for (var placed : placedOf(event)) {
            outcomes.send(
                    completed(
                            placed.orderId(), placed.customerId(), Instant.now().plusSeconds(300)));
        }
        await().atMost(PATIENCE).until(() -> internalStatus(event).equals("CLOSED"));
        assertThat(warehouse.isReturned(event)).isTrue();
        outcomes.send(canceled(entry.order(), guest, 9, CancelReason.CUSTOMER_REQUEST));
        await().atMost(PATIENCE).untilAsserted(() -> assertBooks(event, 2, 0, 1, 0, 1));
        assertThat(post("/api/events/" + event + "/open", admin, null).code())
                .isEqualTo("WRONG_STATUS");
        assertThat(post("/api/events/" + event + "/pause", admin, null).code())
                .isEqualTo("WRONG_STATUS");
        assertThat(post("/api/events/" + event + "/close", admin, null).status()).isEqualTo(200);
        assertThat(view(event).number("remaining")).isZero();
    }

    @Test
    void it_closes_by_itself_when_its_time_is_over_whether_it_had_units_or_not() {
        warehouse.has(wine, 0);
        var never = created(plan().startsAt(Instant.now()).endsAt(Instant.now().plusMillis(1_500)));
        var other = new ProductId(UUID.randomUUID());
        warehouse.has(other, 10);
        var event =
                created(
                        plan().product(other)
                                .startsAt(Instant.now())
                                .endsAt(Instant.now().plusMillis(1_500)));

        await().atMost(PATIENCE).until(() -> internalStatus(never).equals("CLOSED"));
        await().atMost(PATIENCE).until(() -> internalStatus(event).equals("CLOSED"));
        assertThat(enter(event, new Guest(), 1).code()).isEqualTo("EVENT_CLOSED");
        assertThat(warehouse.isReturned(event)).isTrue();
        assertThat(warehouse.isReturned(never)).isFalse();
    }

    @Test
    void a_paused_event_lets_nobody_in_and_goes_on_as_it_was() {
        var event = opened(plan().quantity(1).waitingLine());
        var guest = new Guest();
        var waiting = new Guest();
        var entry = enter(event, guest, 1);
        enter(event, waiting, 1);

        var paused = post("/api/events/" + event + "/pause", admin, null);

        assertThat(paused.text("status")).isEqualTo("PAUSED");
        await().atMost(PATIENCE)
                .until(() -> enter(event, new Guest(), 1).code().equals("EVENT_NOT_OPEN"));
        outcomes.send(canceled(entry.order(), guest, CancelReason.STOCK_LOST));
        await().atMost(PATIENCE).until(() -> view(event).number("remaining") == 1);
        assertThat(me(event, waiting).text("outcome")).isEqualTo("WAITING");
        var resumed = post("/api/events/" + event + "/resume", admin, null);
        assertThat(resumed.status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(me(event, waiting).text("outcome")).isEqualTo("ADMITTED"));
    }

    // What everybody can check.

    @Test
    void a_receipt_and_the_log_of_admissions_agree(@TempDir Path directory) {
        var event = opened(plan().quantity(5));
        var first = enter(event, new Guest(), 1).text("receipt");
        var second = enter(event, new Guest(), 1).text("receipt");
        post("/api/events/" + event + "/close", admin, null);

        var log =
                await().atMost(PATIENCE)
                        .until(
                                () -> raw("/api/events/" + event + "/admissions"),
                                it -> it.statusCode() == 200);
        var keys = raw("/api/events/receipt-keys").body();

        assertThat(log.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/x-ndjson");
        var verifier = new LogVerifier(directory);
        assertThat(verifier.verify(event.toString(), log.body(), second, keys))
                .isEqualTo("2 admitted; the receipt is number 2\n");
        assertThat(
                        verifier.verify(
                                event.toString(),
                                log.body().replace("\"number\":2", "\"number\":3"),
                                second,
                                keys))
                .contains("line 3 does not follow");
        assertThat(
                        verifier.verify(
                                event.toString(),
                                log.body(),
                                first.substring(0, first.lastIndexOf('.'))
                                        + second.substring(second.lastIndexOf('.')),
                                keys))
                .contains("the receipt is not signed");
    }

    // What makes no sense.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name':' '}",
                "{'name':null}",
                "{'productId':null}",
                "{'productId':'wine'}",
                "{'quantity':0}",
                "{'quantity':-1}",
                "{'quantity':1000001}",
                "{'quantity':1.5}",
                "{'quantity':'ten'}",
                "{'price':0}",
                "{'price':-1}",
                "{'startsAt':null}",
                "{'startsAt':'2200-01-01T00:00:00Z'}",
                "{'startsAt':'tomorrow'}",
                "{'endsAt':null}",
                "{'endsAt':'2020-01-01T00:00:00Z'}",
                "{'perCustomer':0}",
                "{'perCustomer':1000}",
                "{'waitingLine':'perhaps'}",
                "{'arrivalsPerSecond':-1}"
            })
    void events_that_make_no_sense_are_refused(String wrong) {
        var body = JSON.createObjectNode();
        if (!wrong.equals("{}")) {
            body.setAll((ObjectNode) JSON.readTree(plan().json()));
            JSON.readTree(wrong.replace('\'', '"'))
                    .properties()
                    .forEach(field -> body.set(field.getKey(), field.getValue()));
        }

        var answer = post("/api/events", admin, body.toString());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.at("/errors/0/field").asString()).isNotEmpty();
    }

    @Test
    void two_events_of_one_product_do_not_overlap() {
        var noon = Instant.now().plusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
        var first = created(plan().startsAt(noon).endsAt(noon.plusSeconds(3_600)));

        var overlapping =
                post(
                        "/api/events",
                        admin,
                        plan().or(wine)
                                .startsAt(noon.plusSeconds(3_599))
                                .endsAt(noon.plusSeconds(9_000))
                                .json());
        var next =
                created(plan().startsAt(noon.plusSeconds(3_600)).endsAt(noon.plusSeconds(7_200)));
        var early = post("/api/events/" + next + "/open", admin, null);

        assertThat(overlapping.status()).isEqualTo(409);
        assertThat(overlapping.code()).isEqualTo("EVENT_OVERLAPS");
        assertThat(early.code()).isEqualTo("EVENT_OVERLAPS");
        post("/api/events/" + first + "/close", admin, null);
        assertThat(post("/api/events/" + next + "/open", admin, null).status()).isEqualTo(200);
    }

    @Test
    void an_event_is_created_once_for_its_key() {
        var body = plan().json();

        var first = post("/api/events", admin, body, Map.of("Idempotency-Key", "noon"));
        var again = post("/api/events", admin, body, Map.of("Idempotency-Key", "noon"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/api/events/" + first.text("id"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(get("/api/events/" + first.text("id"), null).body()).isEqualTo(first.body());
        assertThat(get("/api/events?size=1", null).at("/content/0/id").asString())
                .isEqualTo(first.text("id"));
    }

    @Test
    void entries_that_make_no_sense_are_refused() {
        var event = opened(plan().quantity(10).perCustomer(2));
        var guest = new Guest();
        var entries = "/api/events/" + event + "/entries";

        for (var quantity : List.of("0", "-1", "3", "1.5", "\"two\"", "10000000000")) {
            var answer = post(entries, guest, "{\"quantity\":" + quantity + "}");
            assertThat(answer.code()).as(quantity).isEqualTo("INVALID_REQUEST");
            assertThat(answer.at("/errors/0/field").asString()).isEqualTo("quantity");
        }
        assertThat(post(entries, guest, "{").code()).isEqualTo("INVALID_REQUEST");
        assertThat(post(entries, null, null).status()).isEqualTo(401);
        assertThat(me(event, guest).code()).isEqualTo("ENTRY_NOT_FOUND");
        assertThat(post(entries, guest, "{}").status()).isEqualTo(201);
    }

    @Test
    void nobody_enters_an_event_there_is_none_of() {
        var nowhere = new EventId(UUID.randomUUID());

        assertThat(enter(nowhere, new Guest(), 1).code()).isEqualTo("EVENT_NOT_FOUND");
        assertThat(me(nowhere, new Guest()).code()).isEqualTo("EVENT_NOT_FOUND");
        for (var path : List.of("", "/statistics", "/audit", "/admissions")) {
            assertThat(get("/api/events/" + nowhere + path, admin).code())
                    .as(path)
                    .isEqualTo("EVENT_NOT_FOUND");
        }
        for (var what : List.of("open", "close", "pause", "resume")) {
            assertThat(post("/api/events/" + nowhere + "/" + what, admin, null).code())
                    .as(what)
                    .isEqualTo("EVENT_NOT_FOUND");
        }
    }

    @Test
    void only_operators_steer_events() {
        var event = created(plan());
        var guest = new Guest();

        assertThat(post("/api/events", guest, plan().json()).status()).isEqualTo(403);
        assertThat(post("/api/events", null, plan().json()).status()).isEqualTo(401);
        for (var what : List.of("open", "close", "pause", "resume")) {
            assertThat(post("/api/events/" + event + "/" + what, guest, null).status())
                    .isEqualTo(403);
        }
        assertThat(get("/api/events/" + event + "/audit", guest).status()).isEqualTo(403);
        assertThat(get("/api/events/" + event + "/statistics", null).number("requests")).isZero();
    }

    // Several instances.

    @Test
    void two_instances_have_one_door() {
        try (var another = instance()) {
            int theirs =
                    another.getEnvironment()
                            .getRequiredProperty("local.server.port", Integer.class);
            var event = created(plan().quantity(100).startsAt(Instant.now().plusSeconds(600)));
            assertThat(send(theirs, "/api/events/" + event, null).text("status"))
                    .isEqualTo("SCHEDULED");

            assertThat(post("/api/events/" + event + "/open", admin, null).status()).isEqualTo(200);
            var crowd = Stream.generate(Guest::new).limit(200).toList();
            var answers =
                    IntStream.range(0, 200)
                            .mapToObj(i ->
                                    async(() ->
                                            enterAt(
                                                    i % 2 == 0 ? port : theirs,
                                                    event,
                                                    crowd.get(i))))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();

            assertThat(
                            answers.stream()
                                    .filter(answer -> answer.status() == 201)
                                    .map(answer -> answer.number("number")))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(answers.stream().filter(answer -> answer.status() != 201))
                    .extracting(Answer::code)
                    .containsOnly("SOLD_OUT");
        }
    }

    @Test
    void without_redis_people_are_told_at_once_to_come_back() {
        var event = opened(plan().quantity(5));
        try (var without = instance("--spring.data.redis.port=1")) {
            int theirs =
                    without.getEnvironment()
                            .getRequiredProperty("local.server.port", Integer.class);
            var before = Instant.now();

            var answer = enterAt(theirs, event, new Guest());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(send(theirs, "/api/events/" + event, null).number("remaining")).isEqualTo(5);
        }
    }

    // How.

    private static EventPlanJson plan() {
        return new EventPlanJson();
    }

    private EventId created(EventPlanJson plan) {
        var answer = post("/api/events", admin, plan.or(wine).json());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("SCHEDULED");
        var event = new EventId(UUID.fromString(answer.text("id")));
        planned.add(event);
        return event;
    }

    private EventId opened(EventPlanJson plan) {
        var event = created(plan);
        var answer = post("/api/events/" + event + "/open", admin, null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return event;
    }

    private List<Answer> rush(List<Guest> crowd, EventId event, int each) {
        // As many as a machine with few cores gets through at once.
        var places = new Semaphore(400);
        List<Guest> arrivals = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            arrivals.addAll(crowd);
        }
        Collections.shuffle(arrivals);
        return arrivals.stream()
                .map(guest ->
                        async(() -> {
                            places.acquireUninterruptibly();
                            try {
                                return enterPatiently(event, guest);
                            } finally {
                                places.release();
                            }
                        }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private <T> CompletableFuture<T> async(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, threads);
    }

    private Answer enter(EventId event, Guest guest, int quantity) {
        return enter(event, guest, quantity, null, null);
    }

    /// Comes back if nobody could say: on a busy machine an admission may take a while to be
    /// written, and until then the same customer's next request has no answer.
    private Answer enterPatiently(EventId event, Guest guest) {
        return await().atMost(PATIENCE)
                .until(() -> enter(event, guest, 1), answer -> answer.status() != 503);
    }

    private Answer enterAt(int at, EventId event, Guest guest) {
        return send(at, "/api/events/" + event + "/entries", guest, "POST", "{}", Map.of());
    }

    private Answer enter(
            EventId event,
            Guest guest,
            int quantity,
            @Nullable String key,
            @Nullable String ticket) {
        Map<String, String> headers = new HashMap<>();
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        if (ticket != null) {
            headers.put("Queue-Ticket", ticket);
        }
        return post(
                "/api/events/" + event + "/entries",
                guest,
                "{\"quantity\":" + quantity + "}",
                headers);
    }

    private Answer me(EventId event, Guest guest) {
        return get("/api/events/" + event + "/entries/me", guest);
    }

    private Answer view(EventId event) {
        return get("/api/events/" + event, null);
    }

    private long statistic(EventId event, String name) {
        return get("/api/events/" + event + "/statistics", null).number(name);
    }

    private void assertBooks(
            EventId event, long quantity, long free, long held, long sold, long withdrawn) {
        var audit =
                await().atMost(PATIENCE)
                        .until(
                                () -> get("/api/events/" + event + "/audit", admin),
                                it ->
                                        it.at("/redis/free").equals(it.at("/database/free"))
                                                && it.at("/redis/withdrawn")
                                                        .equals(it.at("/database/withdrawn")));
        assertThat(audit.number("drift")).isZero();
        assertThat(audit.number("quantity")).isEqualTo(quantity);
        assertThat(audit.number("free")).isEqualTo(free);
        assertThat(audit.number("held")).isEqualTo(held);
        assertThat(audit.number("sold")).isEqualTo(sold);
        assertThat(audit.number("withdrawn")).isEqualTo(withdrawn);
        var broken =
                get("/audit/checks", admin)
                        .body()
                        .valueStream()
                        .filter(check -> !check.get("holds").asBoolean())
                        .toList();
        assertThat(broken).isEmpty();
    }

    private void pay(OrderId order, Guest guest) {
        outcomes.send(completed(order, guest, Instant.now().plusSeconds(300)));
        await().atMost(PATIENCE).until(() -> status(order, guest).equals("NOTPAYED"));
        var paid =
                async(() ->
                        post(
                                "/api/orders/" + order + "/payment",
                                guest,
                                "{\"method\":\"CARD\",\"token\":\"tok_ok\"}"));
        await().atMost(PATIENCE).until(() -> status(order, guest).equals("PAYING"));
        outcomes.send(new OrderStockCommitted(order, 5, guest.id()));
        paid.join();
        await().atMost(PATIENCE).until(() -> status(order, guest).equals("PREPARING"));
    }

    private String status(OrderId order, Guest guest) {
        return get("/api/orders/" + order, guest).text("status");
    }

    /// Each once, however often the saga was told.
    private List<OrderPlaced> placedOf(EventId event) {
        return orders.messages().stream()
                .filter(it -> isOf(it, event))
                .map(OrderPlaced.class::cast)
                .distinct()
                .toList();
    }

    private static boolean isOf(OrderEvent it, EventId event) {
        return it instanceof OrderPlaced placed && event.equals(placed.eventId());
    }

    private String internalStatus(EventId event) {
        return jdbc.sql("select status from sale_event where id = :id")
                .param("id", event.value())
                .query(String.class)
                .single();
    }

    private boolean hasPool(EventId event) {
        return jdbc.sql("select exists (select from pool where pool_id = :id)")
                .param("id", event.value())
                .query(Boolean.class)
                .single();
    }

    /// By the clock of the door.
    private Instant firstArrival(EventId event) {
        return jdbc.sql("select min(arrived_at) from place where pool_id = :id")
                .param("id", event.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private OrderCompleted completed(OrderId order, Guest guest, Instant dueAt) {
        return completed(order, guest.id(), dueAt);
    }

    private OrderCompleted completed(OrderId order, CustomerId customer, Instant dueAt) {
        return new OrderCompleted(
                order,
                2,
                customer,
                List.of(new PricedLine(wine, "Almaviva", PRICE, 1)),
                null,
                PRICE,
                0,
                PRICE,
                false,
                dueAt.truncatedTo(ChronoUnit.MICROS));
    }

    private static OrderCanceled canceled(OrderId order, Guest guest, CancelReason reason) {
        return canceled(order, guest, 2, reason);
    }

    private static OrderCanceled canceled(
            OrderId order, Guest guest, long version, CancelReason reason) {
        return new OrderCanceled(
                order, version, guest.id(), reason, List.of(), null, null, Instant.now());
    }

    private ConfigurableApplicationContext instance(String... settings) {
        var own =
                Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.profiles.active=" + LocalMall.PROFILE),
                                Stream.of(settings))
                        .toList();
        var same =
                Stream.of(
                                "spring.datasource.url",
                                "spring.datasource.username",
                                "spring.datasource.password",
                                "spring.data.redis.port",
                                "winemall.kafka.servers",
                                "winemall.tokens.keys")
                        .filter(name -> own.stream().noneMatch(it -> it.startsWith("--" + name)))
                        .map(name ->
                                "--%s=%s".formatted(name, environment.getRequiredProperty(name)));
        return new SpringApplicationBuilder(OrderApplication.class)
                .run(Stream.concat(same, own.stream()).toArray(String[]::new));
    }

    private Answer get(String path, @Nullable Guest by) {
        return send(port, path, by);
    }

    private Answer send(int at, String path, @Nullable Guest by) {
        return send(at, path, by, "GET", null, Map.of());
    }

    private Answer post(String path, @Nullable Guest by, @Nullable String body) {
        return post(path, by, body, Map.of());
    }

    private Answer post(
            String path, @Nullable Guest by, @Nullable String body, Map<String, String> headers) {
        return send(port, path, by, "POST", body, headers);
    }

    private static Answer send(
            int at,
            String path,
            @Nullable Guest by,
            String method,
            @Nullable String body,
            Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (by != null) {
            request.header("Authorization", "Bearer " + by.token());
        }
        headers.forEach(request::header);
        var answer = exchange(request.build());
        return new Answer(by, answer, JSON.readTree(answer.body()));
    }

    private HttpResponse<String> raw(String path) {
        return exchange(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no time for an answer from " + request.uri(), e);
        }
    }

    /// Somebody with a token.
    private record Guest(CustomerId id, String token) {

        private Guest() {
            this(new CustomerId(UUID.randomUUID()));
        }

        private Guest(CustomerId id) {
            this(id, TestTokens.customer(id));
        }

        static Guest admin() {
            var id = new CustomerId(UUID.randomUUID());
            return new Guest(id, TestTokens.admin(id));
        }
    }

    private record Answer(@Nullable Guest guest, HttpResponse<String> response, JsonNode body) {

        int status() {
            return response.statusCode();
        }

        String text(String field) {
            return body.path(field).asString("");
        }

        long number(String field) {
            return body.path(field).asLong(-1);
        }

        JsonNode at(String pointer) {
            return body.at(pointer);
        }

        String code() {
            return text("code");
        }

        OrderId order() {
            return new OrderId(UUID.fromString(text("orderId")));
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
