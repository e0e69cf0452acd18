package com.winemall.local.command;

import static com.winemall.local.command.OpenMall.PATIENCE;
import static com.winemall.local.command.OpenMall.patiently;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import java.io.UncheckedIOException;
import java.time.Duration;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The whole mall, one part of which is killed (SIGKILL) while 500 orders, or 200 payments, are
/// under way and then started again: every order ends as it should, the audit holds, nobody gets a
/// mail twice, and nobody is charged twice or for nothing. user-service and the gateway keep
/// nothing of an order and are left alone: each victim takes the better part of a minute.
///
/// Says that it was skipped where the mall's ports are taken, as by a mall that runs. With two
/// instances of each (see [OpenMall]) the victim is the first of two.
class KillIT {

    private static final int CUSTOMERS = 50;
    private static final int ORDERS_EACH = 10;
    private static final int SCARCE_EACH = 4;
    private static final int SCARCE_UNITS = 100;
    private static final int PLACED_BEFORE_THE_KILL = 150;
    private static final int AT_ONCE = 64;
    private static final int TO_PAY_EACH = 4;
    private static final int PAID_BEFORE_THE_KILL = 60;

    /// More than there can be of one victim.
    private static final int MAILS_MAX = 5 * CUSTOMERS * ORDERS_EACH;

    /// How long notification-service leaves a mail to a sender that may have vanished
    /// (`winemall.mail.lease`).
    private static final Duration MAIL_LEASE = Duration.ofSeconds(60);

    /// A mail outlives one lease if its sender was killed, and another if the next one could not
    /// write down that it hands it over.
    private static final Duration MAIL_PATIENCE = PATIENCE.plus(MAIL_LEASE.multipliedBy(2));

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private static final Ledger LEDGER = new Ledger(Addresses.PAYMENTS);
    private static final Mailbox MAILBOX = new Mailbox(Addresses.MAILBOX);
    @RegisterExtension private static final OpenMall MALL = new OpenMall();

    private static MallClient mall;
    private static String admin;

    @BeforeEach
    void standBefore() {
        mall = MALL.client();
        admin = MALL.admin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service",
                "order-orchestrator",
                "product-service",
                "coupon-service",
                "notification-service",
                "kafka",
                "postgres",
                "redis"
            })
    void every_order_ends_and_nobody_hears_twice_when_this_is_killed(String victim) {
        var part = MALL.part(victim);
        var crowd = Crowd.gather();
        MAILBOX.empty();
        var placed = new AtomicInteger();

        Map<String, Wish> wishes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var placing = crowd.placeAll(threads, placed);
                await().atMost(PATIENCE).until(() -> placed.get() >= PLACED_BEFORE_THE_KILL);
                part.kill();
                MALL.starting().start(List.of(part));
                wishes = placing.join();
            } finally {
                // When something has failed nobody needs to go on trying.
                threads.shutdownNow();
            }
        }

        assertThat(wishes).hasSize(CUSTOMERS * ORDERS_EACH);
        patiently(PATIENCE).untilAsserted(() -> assertThat(pending(crowd)).isEmpty());
        var orders = crowd.orders();
        assertThat(orders.keySet()).isEqualTo(wishes.keySet());
        assertThat(outcomes(orders, wishes)).isEqualTo(Crowd.expectedOutcomes());
        MALL.auditHolds();
        patiently(MAIL_PATIENCE).untilAsserted(() -> assertThat(untold(orders.keySet())).isEmpty());
        assertThat(mailsPerOrder(orders.keySet()).values()).allMatch(mails -> mails == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payments", "kafka", "postgres"})
    void every_payment_settles_once_when_this_is_killed(String victim) {
        var part = MALL.part(victim);
        var before = LEDGER.totals();
        var payers = Payers.gather();
        var paid = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var paying = payers.payAll(threads, paid);
                await().atMost(PATIENCE).until(() -> paid.get() >= PAID_BEFORE_THE_KILL);
                part.kill();
                MALL.starting().start(List.of(part));
                paying.join();
            } finally {
                threads.shutdownNow();
            }
        }

        patiently(PATIENCE)
                .untilAsserted(() ->
                        assertThat(payers.statuses())
                                .isEqualTo(Map.of("PREPARING", (long) payers.orders().size())));
        var now = LEDGER.totals();
        assertThat(now.captured() - before.captured()).isEqualTo(payers.total());
        assertThat(now.held() - before.held()).isZero();
        assertThat(now.refunded() - before.refunded()).isZero();
        MALL.auditHolds();
    }

    private static Set<String> pending(Crowd crowd) {
        return crowd.orders().entrySet().stream()
                .filter(order -> status(order.getValue()).equals("PENDING"))
                .map(Map.Entry::getKey)
                .collect(toSet());
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

    /// What became of the mails of orders nobody has been told about, but for those of which nobody
    /// can know: their mail was with SES when its sender was killed, and an operator is shown that.
    private static Map<String, String> untold(Set<String> orders) {
        var told = mailsPerOrder(orders).keySet();
        Map<String, String> untold = new HashMap<>();
        for (var order : orders) {
            if (told.contains(order)) {
                continue;
            }
            var mails = mailsAbout(order);
            if (mails.stream().noneMatch(mail -> status(mail).equals("IN_DOUBT"))) {
                untold.put(order, mails.isEmpty() ? "no mail was written" : mails.toString());
            }
        }
        return untold;
    }

    private static List<JsonNode> mailsAbout(String order) {
        return mall.get("/api/notifications?orderId=" + order, admin)
                .expect(200)
                .body()
                .get("content")
                .valueStream()
                .toList();
    }

    private static Map<String, Long> mailsPerOrder(Set<String> orders) {
        Map<String, Long> mails = new HashMap<>();
        for (var mail : MAILBOX.newest(MAILS_MAX)) {
            orders.stream()
                    .filter(order -> mail.text().contains(order))
                    .forEach(order -> mails.merge(order, 1L, Long::sum));
        }
        return mails;
    }

    private static String status(JsonNode orderOrMail) {
        return orderOrMail.get("status").asString();
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
            var offers = new Offers(mall, admin);
            var campaign = offers.campaign("Crowd", CUSTOMERS);
            var coupons =
                    customers.stream()
                            .collect(
                                    toMap(
                                            customer -> customer,
                                            customer -> offers.claim(campaign, customer)));
            return new Crowd(
                    customers,
                    coupons,
                    offers.wine("Scarce", SCARCE_UNITS),
                    offers.wine("Plenty", 100_000),
                    offers.wine("Other", 100_000));
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

        private static Map<String, Object> line(String product) {
            return Map.of("productId", product, "quantity", 1);
        }
    }

    /// Fifty customers with four orders each that wait to be paid, by cards of all kinds.
    ///
    /// @param orders whose they are, by their ids
    private record Payers(Map<String, Customer> orders) {

        /// The last of them is the one that is tried until it is accepted.
        private static final List<List<String>> CARDS =
                List.of(
                        List.of("tok_ok"),
                        List.of("tok_lost_reply"),
                        List.of("tok_declined", "tok_ok"),
                        List.of("tok_unavailable", "tok_lost_reply"));

        static Payers gather() {
            var wine = new Offers(mall, admin).wine("To be paid", 100_000);
            var body = Map.<String, Object>of("lines", List.of(Crowd.line(wine)));
            Map<String, Customer> orders = new HashMap<>();
            for (var customer : Customers.make(CUSTOMERS, admin)) {
                for (int i = 0; i < TO_PAY_EACH; i++) {
                    orders.put(Crowd.place(customer, body), customer);
                }
            }
            var payers = new Payers(orders);
            patiently(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(payers.statuses())
                                    .isEqualTo(Map.of("NOTPAYED", (long) orders.size())));
            return payers;
        }

        long total() {
            return orders.size() * Offers.PRICE;
        }

        /// How many orders there are in each status.
        Map<String, Long> statuses() {
            return orders.values().stream()
                    .distinct()
                    .flatMap(customer ->
                            mall.get("/api/orders?size=100", customer.accessToken())
                                    .expect(200)
                                    .body()
                                    .get("content")
                                    .valueStream())
                    .collect(groupingBy(KillIT::status, counting()));
        }

        /// @param paid counts those the mall says are paid
        CompletableFuture<Void> payAll(ExecutorService threads, AtomicInteger paid) {
            var turns = new Semaphore(AT_ONCE);
            var kinds = new AtomicInteger();
            return CompletableFuture.allOf(
                    orders.entrySet().stream()
                            .map(order ->
                                    CompletableFuture.runAsync(
                                            () -> {
                                                turns.acquireUninterruptibly();
                                                try {
                                                    var cards =
                                                            CARDS.get(
                                                                    kinds.getAndIncrement()
                                                                            % CARDS.size());
                                                    pay(order.getKey(), order.getValue(), cards);
                                                    paid.incrementAndGet();
                                                } finally {
                                                    turns.release();
                                                }
                                            },
                                            threads))
                            .toArray(CompletableFuture[]::new));
        }

        /// Tries until the mall says that it is paid, as an impatient customer would.
        private static void pay(String order, Customer customer, List<String> cards) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; ; i++) {
                var card = cards.get(Math.min(i, cards.size() - 1));
                String refusal;
                try {
                    var answer =
                            mall.post(
                                    "/api/orders/" + order + "/payment",
                                    customer.accessToken(),
                                    Map.of("method", "CARD", "token", card));
                    if (answer.status() == 200
                            || answer.body().path("orderStatus").asString("").equals("PREPARING")) {
                        return;
                    }
                    refusal = answer.toString();
                    assertThat(answer.status()).as(refusal).isIn(202, 402, 409, 500, 502, 503, 504);
                } catch (UncheckedIOException e) {
                    refusal = e.toString();
                }
                assertThat(System.nanoTime()).as(refusal).isLessThan(deadline);
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }
}
