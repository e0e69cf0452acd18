package com.winemall.local.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import com.winemall.local.client.SignUps;
import com.winemall.local.client.UnexpectedAnswer;
import com.winemall.local.demo.Story;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The whole mall in containers, as `deploy/compose` describes it. Says that it was skipped, and
/// why, without `-Pcontainers`, and where there is no engine or the images have not been built.
class ComposeIT {

    private static final Duration WINDOW = Duration.ofSeconds(45);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int CUSTOMERS = 20;
    private static final int ORDERS_EACH = 15;
    private static final int UNITS = 100;
    private static final int AT_ONCE = 32;
    private static final int PLACED_BEFORE_THE_KILL = 60;
    private static final PrintWriter OUT = new PrintWriter(System.out, true, UTF_8);

    private static ComposedMall composed;
    private static MallClient mall;

    @BeforeAll
    static void up() {
        composed = ComposedMall.prepare(WINDOW);
        composed.up();
        mall = new MallClient(composed.gateway());
    }

    @AfterAll
    static void down() {
        if (composed != null) {
            composed.downWithVolumes();
        }
    }

    @Test
    void the_demo_plays_as_promised_through_the_gateway() throws InterruptedException {
        var story =
                new Story(
                        mall,
                        new Mailbox(composed.mailbox()),
                        new Ledger(composed.payments()),
                        admin(),
                        new SignUps(mall)::make,
                        WINDOW,
                        OUT);

        assertThat(story.play()).isTrue();
    }

    /// Nobody pays, so in the end nothing may be held, however the victim was lost.
    @ParameterizedTest
    @ValueSource(strings = {"order-service", "postgres"})
    void every_order_ends_and_gives_back_what_it_held_when_this_container_is_killed(String victim) {
        var customers = new SignUps(mall).make(CUSTOMERS);
        var wine = new Offers(mall, admin()).wine("Scarce", UNITS);
        var placed = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var placing = placeAll(customers, wine, threads, placed);
            await().atMost(PATIENCE).until(() -> placed.get() >= PLACED_BEFORE_THE_KILL);
            composed.kill(victim);
            composed.up();
            placing.join();
        }

        patiently()
                .untilAsserted(() ->
                        assertThat(outcomes(customers).keySet())
                                .isEqualTo(Set.of("TIMEOUT", "STOCK_OUT")));
        var outcomes = outcomes(customers);
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(CUSTOMERS * ORDERS_EACH);
        assertThat(outcomes.get("TIMEOUT")).isGreaterThanOrEqualTo(UNITS);
        patiently()
                .untilAsserted(() -> {
                    var stock = mall.get("/api/products/" + wine + "/stock", admin()).expect(200);
                    assertThat(stock.body().get("onHand").asInt()).isEqualTo(UNITS);
                    assertThat(stock.body().get("held").asInt()).isZero();
                });
        patiently().untilAsserted(() -> assertThat(broken()).isEmpty());
    }

    @Test
    void what_is_in_the_volumes_survives_the_containers() {
        var customers = new SignUps(mall).make(1);
        var wine = new Offers(mall, admin()).wine("Kept", 1);
        var order = place(customers.getFirst(), wine, UUID.randomUUID());

        composed.down();
        composed.up();

        var kept = mall.get("/api/orders/" + order, customers.getFirst().accessToken()).expect(200);
        assertThat(kept.body().at("/lines/0/productId").asString()).isEqualTo(wine);
        patiently()
                .untilAsserted(() -> assertThat(outcomes(customers)).containsOnlyKeys("TIMEOUT"));
        patiently().untilAsserted(() -> assertThat(broken()).isEmpty());
    }

    private static CompletableFuture<Void> placeAll(
            List<Customer> customers, String wine, ExecutorService threads, AtomicInteger placed) {
        var turns = new Semaphore(AT_ONCE);
        var orders =
                customers.stream()
                        .flatMap(customer ->
                                IntStream.range(0, ORDERS_EACH)
                                        .mapToObj(_ ->
                                                CompletableFuture.runAsync(
                                                        () -> {
                                                            turns.acquireUninterruptibly();
                                                            try {
                                                                place(
                                                                        customer,
                                                                        wine,
                                                                        UUID.randomUUID());
                                                                placed.incrementAndGet();
                                                            } finally {
                                                                turns.release();
                                                            }
                                                        },
                                                        threads)));
        return CompletableFuture.allOf(orders.toArray(CompletableFuture[]::new));
    }

    /// Tries until the mall has taken the order, as a page would: with one key.
    private static String place(Customer customer, String wine, UUID key) {
        var body = Map.of("lines", List.of(Map.of("productId", wine, "quantity", 1)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String refusal;
            try {
                var answer =
                        mall.post(
                                "/api/orders",
                                customer.accessToken(),
                                body,
                                Map.of("Idempotency-Key", key.toString()));
                if (answer.status() == 202) {
                    return answer.body().get("id").asString();
                }
                refusal = answer.toString();
                assertThat(answer.status()).as(refusal).isIn(409, 500, 502, 503, 504);
            } catch (UncheckedIOException e) {
                refusal = e.toString();
            }
            assertThat(System.nanoTime()).as(refusal).isLessThan(deadline);
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    /// How many orders of theirs there are in each status.
    private static Map<String, Long> outcomes(List<Customer> customers) {
        return customers.stream()
                .flatMap(customer ->
                        mall.get("/api/orders?size=100", customer.accessToken())
                                .expect(200)
                                .body()
                                .get("content")
                                .valueStream())
                .collect(groupingBy(order -> order.get("status").asString(), counting()));
    }

    private static List<String> broken() {
        return mall.get("/api/audit", admin()).expect(200).list().stream()
                .filter(check -> !check.get("holds").asBoolean())
                .map(JsonNode::toString)
                .toList();
    }

    private static String admin() {
        return mall.login(ComposedMall.ADMIN_EMAIL, composed.adminPassword());
    }

    private static ConditionFactory patiently() {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsMatching(
                        e -> e instanceof UnexpectedAnswer || e instanceof UncheckedIOException);
    }
}
