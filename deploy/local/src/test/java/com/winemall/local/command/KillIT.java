package com.winemall.local.command;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Probe;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The whole mall, one part of which is killed (SIGKILL) while 500 orders are under way and then
/// started again: every order ends as it should, the audit holds, and nobody gets a mail twice.
///
/// Says that it was skipped where the mall's ports are taken, as by a mall that runs.
class KillIT {

    private static final int CUSTOMERS = 50;
    private static final int ORDERS_EACH = 10;
    private static final int SCARCE_EACH = 4;
    private static final int SCARCE_UNITS = 100;
    private static final int PLACED_BEFORE_THE_KILL = 150;
    private static final int AT_ONCE = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private static final PrintWriter OUT =
            new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private static Parts parts;
    private static Starting starting;
    private static MallClient mall;
    private static String admin;

    @BeforeAll
    static void open() {
        var project =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().getParent();
        var home = new MallHome(project, project.resolve("deploy/local/target/killed-mall"));
        var settings =
                new Settings(
                        Settings.DEFAULT.port(),
                        Duration.ofHours(1),
                        Settings.DEFAULT.reservationWindow(),
                        Settings.DEFAULT.limits());
        home.forgetData();
        parts = new Parts(home, settings, false);
        for (var part : parts.all()) {
            for (int port : part.ports()) {
                assumeTrue(Probe.isFree(port), "port " + port + " of " + part.name() + " is taken");
            }
        }
        starting = new Starting(home, OUT);
        starting.start(parts.all());
        mall = new MallClient(Addresses.gateway(settings));
        admin = mall.login(Addresses.ADMIN_EMAIL, Addresses.ADMIN_PASSWORD);
    }

    @AfterAll
    static void close() {
        if (starting != null) {
            Stopping.stop(parts.all().stream().filter(Part::isRunning).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service",
                "order-orchestrator",
                "product-service",
                "coupon-service",
                "notification-service",
                "user-service",
                "gateway",
                "kafka",
                "postgres",
                "redis"
            })
    void every_order_ends_and_nobody_hears_twice_when_this_is_killed(String victim) {
        var part = parts.find(victim).orElseThrow();
        var crowd = Crowd.gather();
        new MallClient(Addresses.MAILBOX).delete("/api/messages", null).expect(200, 204);
        var placed = new AtomicInteger();

        Map<String, Wish> wishes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var placing = crowd.placeAll(threads, placed);
            await().atMost(PATIENCE).until(() -> placed.get() >= PLACED_BEFORE_THE_KILL);
            part.kill();
            starting.start(List.of(part));
            wishes = placing.join();
        }

        assertThat(wishes).hasSize(CUSTOMERS * ORDERS_EACH);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(crowd.orders().values())
                                .noneMatch(order -> status(order).equals("PENDING")));
        var orders = crowd.orders();
        assertThat(orders.keySet()).isEqualTo(wishes.keySet());
        assertThat(outcomes(orders, wishes)).isEqualTo(Crowd.expectedOutcomes());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(broken()).isEmpty());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(withoutMail(orders.keySet())).isEmpty());
        assertThat(mailsPerOrder(orders.keySet()).values()).allMatch(mails -> mails == 1);
    }

    private static Map<String, Long> outcomes(
            Map<String, JsonNode> orders, Map<String, Wish> wishes) {
        return orders.entrySet().stream()
                .collect(
                        groupingBy(
                                order ->
                                        wishes.get(order.getKey()) + " " + status(order.getValue()),
                                counting()));
    }

    private static List<String> broken() {
        return mall.get("/api/audit", admin).expect(200).list().stream()
                .filter(check -> !check.get("holds").asBoolean())
                .map(JsonNode::toString)
                .toList();
    }

    /// Orders nobody has been told about, but for those of which nobody can know: their mail was
    /// with SES when its sender was killed, and an operator is shown that.
    private static Set<String> withoutMail(Set<String> orders) {
        var doubtful =
                mall.get("/api/notifications?status=IN_DOUBT&size=100", admin)
                        .expect(200)
                        .body()
                        .get("content")
                        .valueStream()
                        .map(mail -> mail.path("orderId").asString(""))
                        .collect(toSet());
        var told = mailsPerOrder(orders).keySet();
        return orders.stream()
                .filter(order -> !told.contains(order) && !doubtful.contains(order))
                .collect(toSet());
    }

    private static Map<String, Long> mailsPerOrder(Set<String> orders) {
        Map<String, Long> mails = new HashMap<>();
        for (var mail : new Mailbox(Addresses.MAILBOX).messages()) {
            orders.stream()
                    .filter(order -> mail.text().contains(order))
                    .forEach(order -> mails.merge(order, 1L, Long::sum));
        }
        return mails;
    }

    private static String status(JsonNode order) {
        return order.get("status").asString();
    }

    /// What an order asks for.
    private enum Wish {
        WITH_COUPON,
        WITH_SOMEBODY_ELSES_COUPON,
        SCARCE,
        TWO_LINES
    }

    /// Fifty customers with ten orders each: one with a coupon, one with a coupon that is not
    /// theirs, four for a wine of which there is half of what they want, four for two wines.
    private record Crowd(
            List<Customer> customers,
            Map<Customer, String> coupons,
            String scarce,
            String plenty,
            String other) {

        static Crowd gather() {
            var customers = Customers.make(CUSTOMERS, admin);
            var campaign =
                    mall.post(
                                    "/api/coupon-campaigns",
                                    admin,
                                    Map.of(
                                            "name",
                                            "Crowd",
                                            "discount",
                                            Map.of("type", "AMOUNT", "value", 1000),
                                            "quantity",
                                            CUSTOMERS,
                                            "validUntil",
                                            Instant.now().plus(Duration.ofHours(2)).toString()))
                            .expect(201)
                            .body()
                            .get("id")
                            .asString();
            var coupons =
                    customers.stream()
                            .collect(
                                    toMap(
                                            customer -> customer,
                                            customer -> coupon(campaign, customer)));
            return new Crowd(customers, coupons, wine(SCARCE_UNITS), wine(100_000), wine(100_000));
        }

        static Map<String, Long> expectedOutcomes() {
            long all = CUSTOMERS;
            return Map.of(
                    "WITH_COUPON NOTPAYED",
                    all,
                    "WITH_SOMEBODY_ELSES_COUPON CANCELLED",
                    all,
                    "SCARCE NOTPAYED",
                    (long) SCARCE_UNITS,
                    "SCARCE STOCK_OUT",
                    all * SCARCE_EACH - SCARCE_UNITS,
                    "TWO_LINES NOTPAYED",
                    all * (ORDERS_EACH - SCARCE_EACH - 2));
        }

        /// @param placed counts those the mall has answered
        /// @return what each order asked for, by its id
        CompletableFuture<Map<String, Wish>> placeAll(
                ExecutorService threads, AtomicInteger placed) {
            var turns = new Semaphore(AT_ONCE);
            List<CompletableFuture<Map.Entry<String, Wish>>> orders = new ArrayList<>();
            for (int round = 0; round < ORDERS_EACH; round++) {
                for (int i = 0; i < customers.size(); i++) {
                    var customer = customers.get(i);
                    var next = customers.get((i + 1) % customers.size());
                    var wish = wish(round);
                    var body = body(wish, coupons.get(customer), coupons.get(next));
                    orders.add(
                            CompletableFuture.supplyAsync(
                                    () -> {
                                        turns.acquireUninterruptibly();
                                        try {
                                            var id = place(customer, body);
                                            placed.incrementAndGet();
                                            return Map.entry(id, wish);
                                        } finally {
                                            turns.release();
                                        }
                                    },
                                    threads));
                }
            }
            return CompletableFuture.supplyAsync(
                    () ->
                            orders.stream()
                                    .map(CompletableFuture::join)
                                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)),
                    threads);
        }

        /// All orders of all customers, by their ids.
        Map<String, JsonNode> orders() {
            Map<String, JsonNode> orders = new HashMap<>();
            for (var customer : customers) {
                mall.get("/api/orders?size=100", customer.accessToken())
                        .expect(200)
                        .body()
                        .get("content")
                        .forEach(order -> orders.put(order.get("id").asString(), order));
            }
            return orders;
        }

        private static Wish wish(int round) {
            return switch (round) {
                case 0 -> Wish.WITH_COUPON;
                case 1 -> Wish.WITH_SOMEBODY_ELSES_COUPON;
                default -> round < 2 + SCARCE_EACH ? Wish.SCARCE : Wish.TWO_LINES;
            };
        }

        private Map<String, Object> body(Wish wish, String own, String somebodyElses) {
            return switch (wish) {
                case WITH_COUPON -> Map.of("lines", List.of(line(plenty)), "couponCode", own);
                case WITH_SOMEBODY_ELSES_COUPON ->
                        Map.of("lines", List.of(line(plenty)), "couponCode", somebodyElses);
                case SCARCE -> Map.of("lines", List.of(line(scarce)));
                case TWO_LINES -> Map.of("lines", List.of(line(plenty), line(other)));
            };
        }

        /// Tries until the mall has taken the order, as a page would: with one key.
        private static String place(Customer customer, Map<String, Object> body) {
            var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                String refusal;
                try {
                    var answer = mall.post("/api/orders", customer.accessToken(), body, key);
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

        private static String coupon(String campaign, Customer customer) {
            return mall.post(
                            "/api/coupon-campaigns/" + campaign + "/claims",
                            customer.accessToken(),
                            Map.of())
                    .expect(201)
                    .body()
                    .get("couponCode")
                    .asString();
        }

        private static String wine(int units) {
            return mall.post(
                            "/api/products",
                            admin,
                            Map.of(
                                    "name",
                                    "Wine of " + units,
                                    "producer",
                                    "WineMall",
                                    "type",
                                    "RED",
                                    "country",
                                    "France",
                                    "region",
                                    "Rhône",
                                    "grapes",
                                    List.of("Syrah"),
                                    "abv",
                                    13,
                                    "price",
                                    30_000,
                                    "initialStock",
                                    units))
                    .expect(201)
                    .body()
                    .get("id")
                    .asString();
        }

        private static Map<String, Object> line(String product) {
            return Map.of("productId", product, "quantity", 1);
        }
    }
}
