package com.winemall.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.OrderLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.product.ProductCommand;
import com.winemall.contracts.product.ProductEvent;
import com.winemall.contracts.product.ReplenishmentFailed;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/// From a shelf that runs low to the factory, and back.
@ServiceTest
class ReplenishmentIT {

    private static final byte[] SECRET = "a secret that is long enough for a test".getBytes(UTF_8);
    private static final Duration HOLD = Duration.ofMinutes(6);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FactoryServer factory;
    private final RestTestClient http;
    private final Wines wines;
    private final TestTopic<ProductCommand> commands = TestTopic.open(Topics.PRODUCT_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<ProductEvent> events = TestTopic.open(Topics.PRODUCT_EVENTS);
    private final TestTopic<RequestReplenishment> work =
            TestTopic.open(Topics.PRODUCT_REPLENISHMENTS);
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    ReplenishmentIT(FactoryServer factory, @LocalServerPort int port) {
        this.factory = factory;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.wines = new Wines(http, admin);
    }

    @AfterEach
    void everything_adds_up() {
        commands.close();
        replies.close();
        events.close();
        work.close();
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

    // Asking for more.

    @Test
    void a_thousand_refused_reservations_open_one_request() {
        var wine = wine(0, 60);
        var orders = IntStream.range(0, 1000).mapToObj(_ -> anOrder()).toList();

        orders.parallelStream().forEach(order -> commands.send(reserve(order, wine, 1)));

        replies.await(1000, reply -> orders.contains(reply.orderId()));
        awaitStatus(wine, "ORDERED");
        assertThat(requests(wine)).hasSize(1);
        assertThat(factory.calls(wine)).hasSize(1);
        var request = requests(wine).getFirst();
        assertThat(request.quantity()).isEqualTo(60);
        assertThat(request.attempts()).isEqualTo(1);
        assertThat(request.lastError()).isNull();
        var call = factory.calls(wine).getFirst();
        assertThat(call.key()).isEqualTo(request.id().toString());
        assertThat(call.body().path("quantity").asInt()).isEqualTo(60);
    }

    @Test
    void stock_at_the_reorder_point_is_reordered_and_above_it_is_not() {
        var wine = wines.add(Map.of("initialStock", 10, "reorderPoint", 4, "reorderQuantity", 24));

        take(wine, 5);
        assertThat(requests(wine)).isEmpty();
        take(wine, 1);

        awaitStatus(wine, "ORDERED");
        assertThat(requests(wine)).singleElement().extracting(Seen::quantity).isEqualTo(24);
    }

    @Test
    void without_a_reorder_quantity_the_factory_is_never_asked() {
        var wine = wines.add(Map.of("initialStock", 0, "reorderPoint", 10));

        refuse(wine);

        assertThat(requests(wine)).isEmpty();
    }

    @Test
    void work_that_is_delivered_again_orders_once() {
        var wine = wine(0, 12);
        refuse(wine);
        awaitStatus(wine, "ORDERED");
        var request = work.await(message -> message.productId().equals(wine));

        for (int i = 0; i < 5; i++) {
            work.send("again", request);
        }
        var other = wine(0, 1);
        refuse(other);
        awaitStatus(other, "ORDERED");

        assertThat(factory.calls(wine))
                .extracting(FactoryServer.Call::key)
                .containsOnly(requests(wine).getFirst().id().toString());
        assertThat(requests(wine)).singleElement().extracting(Seen::status).isEqualTo("ORDERED");
    }

    // A bad day of the factory.

    @Test
    void a_factory_that_is_down_for_good_is_given_up_and_a_person_is_told_once() {
        var wine = wine(5, 12);
        factory.answers(wine, 503);
        try (var letters = TestTopic.openDeadLetters(Topics.PRODUCT_REPLENISHMENTS, "factory")) {
            take(wine, 5);
            refuse(wine);

            awaitStatus(wine, "FAILED");
            var letter = letters.await(message -> message.productId().equals(wine));
            var failed = (ReplenishmentFailed) events.await(event -> isFailureOf(wine, event));

            // Three topics, two calls each.
            var request = requests(wine).getFirst();
            assertThat(request.attempts()).isEqualTo(6);
            assertThat(request.lastError()).isEqualTo("HTTP 503");
            assertThat(factory.calls(wine)).hasSize(6);
            assertThat(failed.attempts()).isEqualTo(6);
            assertThat(failed.lastError()).isEqualTo("HTTP 503");
            assertThat(failed.quantity()).isEqualTo(12);
            assertThat(failed.stockManagerEmail()).isEqualTo("stock@winemall.test");
            assertThat(letter.replenishmentId()).isEqualTo(failed.replenishmentId());
            var raw = letters.records().getFirst();
            assertThat(TestTopic.header(raw, "ce_id")).isEqualTo(request.id() + "/request");
            assertThat(TestTopic.header(raw, "dlt_topic")).isEqualTo("product.replenishments");
            assertThat(TestTopic.header(raw, "dlt_reason")).isEqualTo("HTTP 503");
            assertThat(TestTopic.header(raw, "dlt_consumer")).isEqualTo("factory");
            assertThat(TestTopic.header(raw, "dlt_attempts")).isEqualTo("3");
            assertThat(TestTopic.header(raw, "retry_count")).isEqualTo("2");

            // Demand goes on: nobody is asked again, and nobody told again.
            for (int i = 0; i < 3; i++) {
                refuse(wine);
            }
            assertThat(requests(wine)).hasSize(1);
            assertThat(events.messages()).filteredOn(event -> isFailureOf(wine, event)).hasSize(1);

            // An operator redrives the letter.
            factory.answers(wine, 201);
            work.send(request.id() + "/request", letter);
            awaitStatus(wine, "ORDERED");
            assertThat(requests(wine)).hasSize(1);
        }
    }

    @Test
    void what_the_factory_will_never_take_is_given_up_at_once() {
        var wine = wine(0, 12);
        factory.answers(wine, 422);

        refuse(wine);

        awaitStatus(wine, "FAILED");
        assertThat(factory.calls(wine)).hasSize(1);
        assertThat(requests(wine).getFirst().lastError()).isEqualTo("HTTP 422");
    }

    @Test
    void a_request_that_makes_no_sense_goes_to_the_dead_letters_and_the_next_is_handled() {
        try (var letters = TestTopic.openDeadLetters(Topics.PRODUCT_REPLENISHMENTS, "factory")) {
            var unknown =
                    new RequestReplenishment(
                            new ReplenishmentId(UUID.randomUUID()),
                            new ProductId(UUID.randomUUID()),
                            1,
                            Instant.now());
            work.sendRaw(unknown.key(), "{".getBytes(UTF_8), Map.of("ce_type", "x"));
            work.send(unknown);

            await().until(() -> letters.records().size() >= 2);
            var wine = wine(0, 1);
            refuse(wine);
            awaitStatus(wine, "ORDERED");
        }
    }

    @Test
    void a_factory_that_takes_ten_seconds_slows_nobody() {
        var slow = wine(0, 12);
        var hold = factory.holds(slow);
        refuse(slow);
        await().until(() -> !factory.calls(slow).isEmpty());
        var began = Instant.now();

        var wine = wines.add(100);
        for (int i = 0; i < 50; i++) {
            take(wine, 1);
        }

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(8));
        assertThat(requests(slow)).singleElement().extracting(Seen::status).isEqualTo("OPEN");
        hold.countDown();
        awaitStatus(slow, "ORDERED");
    }

    // What the factory brings.

    @Test
    void parts_are_counted_until_all_is_there_and_the_line_is_served_in_order() {
        var wine = wine(0, 4);
        var first = anOrder();
        var second = anOrder();
        for (var order : List.of(first, second)) {
            commands.send(standInLine(order, wine, 2));
            replies.await(reply -> reply instanceof StockAwaited it && it.orderId().equals(order));
        }
        awaitStatus(wine, "ORDERED");

        deliver("half/" + wine, wine, 2).expectStatus().isAccepted();

        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(first));
        assertThat(requests(wine)).singleElement().extracting(Seen::status).isEqualTo("ORDERED");
        deliver("rest/" + wine, wine, 2).expectStatus().isAccepted();
        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(second));
        assertThat(requests(wine)).extracting(Seen::status).contains("FULFILLED");
        assertThat(wines.stock(wine).onHand()).isEqualTo(4);
    }

    @Test
    void a_delivery_counts_once_however_often_and_at_once_it_comes() {
        var wine = ordered(6);

        IntStream.range(0, 20)
                .parallel()
                .forEach(_ -> deliver("one/" + wine, wine, 6).expectStatus().isAccepted());
        deliver("one/" + wine, wine, 5).expectStatus().isAccepted();
        deliver("one/" + wine, wines.add(0), 6).expectStatus().isAccepted();

        assertThat(wines.stock(wine).onHand()).isEqualTo(6);
        assertThat(requests(wine)).singleElement().extracting(Seen::status).isEqualTo("FULFILLED");
    }

    @Test
    void more_than_was_asked_for_is_there_and_the_next_depletion_opens_another_request() {
        var wine = ordered(6);

        deliver("surplus/" + wine, wine, 8).expectStatus().isAccepted();

        assertThat(wines.stock(wine).onHand()).isEqualTo(8);
        assertThat(requests(wine)).singleElement().extracting(Seen::status).isEqualTo("FULFILLED");
        take(wine, 8);
        refuse(wine);
        await().untilAsserted(() ->
                assertThat(requests(wine))
                        .extracting(Seen::status)
                        .containsExactly("ORDERED", "FULFILLED"));
        assertThat(factory.calls(wine)).hasSize(2);
    }

    @Test
    void what_nobody_asked_for_is_there_all_the_same() {
        var wine = wines.add(1);

        deliver("gift/" + wine, wine, 2).expectStatus().isAccepted();

        assertThat(wines.stock(wine).onHand()).isEqualTo(3);
    }

    @Test
    void a_delivery_of_a_wine_nobody_knows_is_refused_and_may_come_again() {
        deliver("lost", new ProductId(UUID.randomUUID()), 2)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PRODUCT_NOT_FOUND");
        var wine = wines.add(0);
        deliver("lost", wine, 2).expectStatus().isAccepted();
        assertThat(wines.stock(wine).onHand()).isEqualTo(2);
    }

    @Test
    void what_is_not_signed_as_agreed_is_refused_and_has_no_effect() {
        var wine = wines.add(1);
        var body = body("forged/" + wine, wine, 5);
        var now = Instant.now().getEpochSecond();
        var good = signature("m", now, body);

        assertBadSignature(post(body, Map.of()));
        assertBadSignature(post(body, headers("m", now, signature("n", now, body))));
        assertBadSignature(post(body, headers("m", now, good.substring(0, good.length() - 4))));
        assertBadSignature(post(body, headers("m", now, "v1,")));
        assertBadSignature(post(body, headers("m", now + 1, good)));
        var old = now - Duration.ofMinutes(6).toSeconds();
        assertBadSignature(post(body, headers("m", old, signature("m", old, body))));
        assertBadSignature(post(body("forged/" + wine, wine, 6), headers("m", now, good)));
        assertBadSignature(post(new byte[0], headers("m", now, good)));

        assertThat(wines.stock(wine).onHand()).isEqualTo(1);
    }

    @Test
    void a_message_that_is_replayed_changes_nothing() {
        var wine = wines.add(0);
        var body = body("replayed/" + wine, wine, 5);
        var now = Instant.now().getEpochSecond();
        var headers = headers("m", now, signature("m", now, body));

        post(body, headers).expectStatus().isAccepted();
        post(body, headers).expectStatus().isAccepted();

        assertThat(wines.stock(wine).onHand()).isEqualTo(5);
    }

    @Test
    void a_body_of_two_megabytes_is_refused_whoever_signed_it() {
        var body = new byte[2 << 20];
        var now = Instant.now().getEpochSecond();

        post(body, headers("m", now, signature("m", now, body)))
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "null",
                "[]",
                "{\"deliveryId\":\"d\",\"productId\":\"%s\",\"quantity\":0}",
                "{\"deliveryId\":\"d\",\"productId\":\"%s\",\"quantity\":-1}",
                "{\"deliveryId\":\"d\",\"productId\":\"%s\",\"quantity\":1.5}",
                "{\"deliveryId\":\"d\",\"productId\":\"%s\",\"quantity\":1000000000}",
                "{\"deliveryId\":\" \",\"productId\":\"%s\",\"quantity\":1}",
                "{\"deliveryId\":\"d\",\"productId\":\"a wine\",\"quantity\":1}",
                "{\"deliveryId\":\"d\",\"quantity\":1}",
                "{\"productId\":\"%s\",\"quantity\":1}"
            })
    void nonsense_is_refused_even_if_it_is_signed(String template) {
        var wine = wines.add(1);
        var body = template.formatted(wine).getBytes(UTF_8);
        var now = Instant.now().getEpochSecond();

        post(body, headers("m", now, signature("m", now, body)))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_REQUEST");
        assertThat(wines.stock(wine).onHand()).isEqualTo(1);
    }

    // Who may see it.

    @Test
    void only_administrators_see_requests_and_they_can_look_for_some() {
        var wine = ordered(7);
        var customer = TestTokens.customer(new CustomerId(UUID.randomUUID()));

        http.get().uri("/api/replenishments").exchange().expectStatus().isUnauthorized();
        http.get()
                .uri("/api/replenishments")
                .header("Authorization", "Bearer " + customer)
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(list("?productId=" + wine + "&status=ORDERED").content()).hasSize(1);
        assertThat(list("?productId=" + wine + "&status=FAILED").content()).isEmpty();
        assertThat(list("?size=1").content()).hasSize(1);
        http.get()
                .uri("/api/replenishments?status=LOST")
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private ProductId wine(int units, int reorderQuantity) {
        return wines.add(
                Map.of(
                        "initialStock",
                        units,
                        "reorderQuantity",
                        reorderQuantity,
                        "stockManagerEmail",
                        "stock@winemall.test"));
    }

    /// A wine of which there is none, and the factory has an order.
    private ProductId ordered(int reorderQuantity) {
        var wine = wine(0, reorderQuantity);
        refuse(wine);
        awaitStatus(wine, "ORDERED");
        return wine;
    }

    private void take(ProductId wine, int units) {
        var order = anOrder();
        commands.send(reserve(order, wine, units));
        replies.await(reply -> reply instanceof StockReserved it && it.orderId().equals(order));
    }

    private void refuse(ProductId wine) {
        var order = anOrder();
        commands.send(reserve(order, wine, 1));
        replies.await(reply -> reply instanceof StockRejected it && it.orderId().equals(order));
    }

    private void awaitStatus(ProductId wine, String status) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(requests(wine)).extracting(Seen::status).contains(status));
    }

    private List<Seen> requests(ProductId wine) {
        return list("?productId=" + wine).content();
    }

    private Page list(String query) {
        return http.get()
                .uri("/api/replenishments" + query)
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Page.class)
                .getResponseBody();
    }

    private RestTestClient.ResponseSpec deliver(String id, ProductId wine, int quantity) {
        var body = body(id, wine, quantity);
        var now = Instant.now().getEpochSecond();
        return post(body, headers("msg/" + id, now, signature("msg/" + id, now, body)));
    }

    private RestTestClient.ResponseSpec post(byte[] body, Map<String, String> headers) {
        return http.post()
                .uri("/api/factory/deliveries")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(all -> headers.forEach(all::set))
                .body(body)
                .exchange();
    }

    private static void assertBadSignature(RestTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("BAD_SIGNATURE");
    }

    private static byte[] body(String id, ProductId wine, int quantity) {
        return JSON.writeValueAsBytes(
                Map.of("deliveryId", id, "productId", wine, "quantity", quantity));
    }

    private static Map<String, String> headers(String id, long timestamp, String signature) {
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                signature);
    }

    private static String signature(String id, long timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isFailureOf(ProductId wine, ProductEvent event) {
        return event instanceof ReplenishmentFailed && event.productId().equals(wine);
    }

    private static ReserveStock reserve(OrderId order, ProductId wine, int units) {
        return reserve(order, wine, units, WhenOutOfStock.CANCEL);
    }

    private static ReserveStock standInLine(OrderId order, ProductId wine, int units) {
        return reserve(order, wine, units, WhenOutOfStock.RESERVE);
    }

    private static ReserveStock reserve(
            OrderId order, ProductId wine, int units, WhenOutOfStock whenOutOfStock) {
        return new ReserveStock(
                new CommandId(order + "/reserve"),
                order,
                new CustomerId(UUID.randomUUID()),
                List.of(new OrderLine(wine, units)),
                whenOutOfStock,
                null,
                HOLD,
                HOLD,
                Instant.now().plus(Duration.ofDays(1)));
    }

    private static OrderId anOrder() {
        return new OrderId(UUID.randomUUID());
    }

    private record Page(List<Seen> content) {}

    private record Seen(
            UUID id, UUID productId, int quantity, String status, int attempts, String lastError) {}
}
