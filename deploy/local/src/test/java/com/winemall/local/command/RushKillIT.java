package com.winemall.local.command;

import static com.winemall.local.command.OpenMall.OUT;
import static com.winemall.local.command.OpenMall.PATIENCE;
import static com.winemall.local.command.OpenMall.patiently;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.MallClient.Answer;
import com.winemall.local.client.Offers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// A crowd comes to a sale event and to a coupon campaign at once, everybody clicks twice, and in
/// the middle of it something is killed (SIGKILL) and started again. Whoever was told that they
/// have something has it, nobody else does, and the books agree.
///
/// One case is in every build; all of them with `-Dmall.all=true`. `-Dmall.crowd=5000` sets how
/// many come.
class RushKillIT {

    private static final int CROWD = Integer.getInteger("mall.crowd", 600);
    private static final int CLICKS = 2;
    private static final int UNITS = CROWD / 3;
    private static final int COUPONS = CROWD / 2;
    private static final int ANSWERS_BEFORE_THE_BLOW = CROWD / 6;
    private static final int AT_ONCE = 128;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    @RegisterExtension private static final OpenMall MALL = new OpenMall();

    /// What happens to the mall.
    enum Blow {
        ORDER_SERVICE,
        COUPON_SERVICE,
        REDIS,
        /// It comes back and remembers nothing.
        REDIS_FOR_GOOD;

        void strike() {
            var part = MALL.part(victim());
            part.kill();
            if (this == REDIS_FOR_GOOD) {
                forget("redis");
            }
            MALL.starting().start(List.of(part));
        }

        private String victim() {
            return switch (this) {
                case ORDER_SERVICE -> "order-service";
                case COUPON_SERVICE -> "coupon-service";
                case REDIS, REDIS_FOR_GOOD -> "redis";
            };
        }
    }

    static Stream<Blow> blows() {
        return Boolean.getBoolean("mall.all")
                ? Stream.of(Blow.values())
                : Stream.of(Blow.REDIS_FOR_GOOD);
    }

    @ParameterizedTest
    @MethodSource("blows")
    void whoever_was_told_so_has_it_whatever_is_killed(Blow blow) throws InterruptedException {
        var customers = Customers.make(CROWD, MALL.admin());
        var offers = new Offers(MALL.client(), MALL.admin());
        var wine = offers.wine("Rushed", UNITS);
        var event = "/api/events/" + offers.event("Rush", wine, UNITS, Map.of("waitingLine", true));
        var campaign = "/api/coupon-campaigns/" + offers.campaign("Rush", COUPONS);
        var answers = new CountDownLatch(ANSWERS_BEFORE_THE_BLOW);
        var entries = new Clicks(event + "/entries", answers);
        var claims = new Clicks(campaign + "/claims", answers);

        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                entries.begin(customers, threads);
                claims.begin(customers, threads);
                assertThat(answers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
                int answered = entries.told.size() + claims.told.size();
                blow.strike();
                OUT.println(blow + " after " + answered + " answers");
                await().atMost(PATIENCE).until(() -> entries.areOver() && claims.areOver());
            } finally {
                threads.shutdownNow();
            }
        }
        OUT.println(
                "%s: %d clicks answered in %.1f s; event %s, campaign %s"
                        .formatted(
                                blow,
                                entries.told.size() + claims.told.size(),
                                (System.nanoTime() - began) / 1e9,
                                entries.counts(),
                                claims.counts()));

        theEntriesAreTrue(event, entries);
        theClaimsAreTrue(campaign, claims);
        MALL.auditHolds();
    }

    private static void theEntriesAreTrue(String event, Clicks entries) {
        var me = event + "/entries/me";
        var admitted = entries.thoseWith("orderId");
        assertThat(admitted).hasSize(UNITS);
        assertThat(admitted.values().stream().map(told -> number(me, told)).sorted())
                .containsExactlyElementsOf(oneTo(UNITS));
        patiently()
                .untilAsserted(
                        () -> assertThat(admitted.values()).allSatisfy(RushKillIT::hasItsOrder));
        theRestWaits(entries, admitted, me);
        driftIsNone(event);
    }

    private static void theClaimsAreTrue(String campaign, Clicks claims) {
        var me = campaign + "/claims/me";
        var assigned = claims.thoseWith("couponCode");
        assertThat(assigned).hasSize(COUPONS);
        assertThat(assigned.values().stream().map(told -> told.text("couponCode")).distinct())
                .hasSize(COUPONS);
        assertThat(assigned.values())
                .allSatisfy(told ->
                        assertThat(get(me, told.customer()).get("couponCode"))
                                .isEqualTo(told.body().get("couponCode")));
        theRestWaits(claims, assigned, me);
        driftIsNone(campaign);
    }

    /// In a line without gaps.
    private static void theRestWaits(Clicks clicks, Map<String, Told> served, String me) {
        var waiting =
                clicks.told.stream()
                        .filter(told -> !served.containsKey(told.customer().id()))
                        .collect(toMap(told -> told.customer().id(), told -> told, (_, it) -> it))
                        .values();
        assertThat(waiting).hasSize(CROWD - served.size());
        assertThat(waiting).allMatch(told -> told.text("outcome").equals("WAITING"));
        assertThat(
                        waiting.stream()
                                .map(told -> get(me, told.customer()).get("position").asLong())
                                .sorted())
                .containsExactlyElementsOf(oneTo(waiting.size()));
    }

    /// The number somebody has; if they were told one, it is the same.
    private static long number(String me, Told told) {
        long number = get(me, told.customer()).get("number").asLong();
        if (told.text("outcome").equals("ADMITTED")) {
            assertThat(told.body().get("number").asLong()).isEqualTo(number);
        }
        return number;
    }

    private static void hasItsOrder(Told told) {
        var orders = get("/api/orders?size=100", told.customer()).get("content");
        assertThat(orders).hasSize(1);
        assertThat(orders.get(0).get("id").asString()).isEqualTo(told.text("orderId"));
        assertThat(orders.get(0).get("status").asString()).isEqualTo("NOTPAYED");
    }

    private static void driftIsNone(String pool) {
        patiently()
                .untilAsserted(() ->
                        assertThat(
                                        MALL.client()
                                                .get(pool + "/audit", MALL.admin())
                                                .expect(200)
                                                .body()
                                                .get("drift")
                                                .asLong())
                                .isZero());
    }

    private static List<Long> oneTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static JsonNode get(String path, Customer customer) {
        return MALL.client().get(path, customer.accessToken()).expect(200).body();
    }

    private static void forget(String server) {
        try (var files = Files.walk(MALL.home().data().resolve(server))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everybody's clicks on one thing.
    private static final class Clicks {

        private final String path;
        private final CountDownLatch answers;
        private final Semaphore turns = new Semaphore(AT_ONCE);
        private final Queue<Told> told = new ConcurrentLinkedQueue<>();

        /// @param answers counts down with each answer
        Clicks(String path, CountDownLatch answers) {
            this.path = path;
            this.answers = answers;
        }

        void begin(List<Customer> customers, ExecutorService threads) {
            for (var customer : customers) {
                for (int click = 0; click < CLICKS; click++) {
                    threads.execute(() -> click(customer));
                }
            }
        }

        boolean areOver() {
            return told.size() == CROWD * CLICKS;
        }

        /// How often which answer was given.
        Map<String, Long> counts() {
            return told.stream().collect(groupingBy(Told::answer, TreeMap::new, counting()));
        }

        /// What those were told who have something, by their ids: the same each time.
        ///
        /// @param field that names it
        Map<String, Told> thoseWith(String field) {
            Map<String, Told> each = new TreeMap<>();
            for (var it : told) {
                if (!it.text(field).isEmpty()) {
                    var other = each.putIfAbsent(it.customer().id(), it);
                    if (other != null) {
                        assertThat(it.text(field)).isEqualTo(other.text(field));
                    }
                }
            }
            return each;
        }

        /// Comes back until there is an answer, as a page would: with one key.
        private void click(Customer customer) {
            var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
            turns.acquireUninterruptibly();
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        var answer =
                                MALL.client().post(path, customer.accessToken(), Map.of(), key);
                        if (answer.status() < 300 || isThereAlready(answer)) {
                            told.add(new Told(customer, answer.body()));
                            answers.countDown();
                            return;
                        }
                        assertThat(answer.status()).as(answer.toString()).isIn(500, 502, 503, 504);
                    } catch (UncheckedIOException e) {
                        OUT.println(e);
                    }
                    LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                }
            } finally {
                turns.release();
            }
        }
    }

    /// The other click was answered, or its answer was lost.
    private static boolean isThereAlready(Answer answer) {
        return answer.body().path("code").asString("").equals("ALREADY_ENTERED");
    }

    /// What one click was told.
    private record Told(Customer customer, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }

        String answer() {
            return text("outcome") + text("code");
        }
    }
}
