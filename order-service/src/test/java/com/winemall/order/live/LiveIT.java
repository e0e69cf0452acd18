package com.winemall.order.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.order.OrderApplication;
import com.winemall.starter.secret.LocalMall;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
@ActiveProfiles(LocalMall.PROFILE)
@TestPropertySource(
        properties = {
            "winemall.live.heartbeat=300ms",
            "winemall.live.silence-max=4s",
            "winemall.live.tick=50ms",
            "winemall.live.pages-per-customer-max=3",
            "winemall.live.frames-taken-max=3",
            "winemall.live.snapshot-max=5"
        })
class LiveIT {

    private static final ProductId WINE = new ProductId(UUID.randomUUID());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port;
    private final JdbcClient jdbc;
    private final Environment environment;
    private final MeterRegistry meters;
    private final ShiftedClock clock;
    private final RestTestClient http;
    private final TestTopic<OrderOutcome> outcomes = TestTopic.open(Topics.ORDER_OUTCOMES);
    private final TestTopic<CouponEvent> coupons = TestTopic.open(Topics.COUPON_EVENTS);
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final String token = TestTokens.customer(customer);
    private final List<OpenPage> pages = new ArrayList<>();

    LiveIT(
            @LocalServerPort int port,
            JdbcClient jdbc,
            Environment environment,
            MeterRegistry meters,
            ShiftedClock clock) {
        this.port = port;
        this.jdbc = jdbc;
        this.environment = environment;
        this.meters = meters;
        this.clock = clock;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterEach
    void close() {
        clock.shift(Duration.ZERO);
        pages.forEach(OpenPage::close);
        outcomes.close();
        coupons.close();
    }

    // Who may listen.

    @Test
    void a_page_shows_its_token_as_a_protocol() {
        assertThat(open().protocol()).isEqualTo("bearer");
    }

    @Test
    void a_page_without_a_good_token_is_not_let_in() {
        assertThat(OpenPage.refusal(port)).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "bearer")).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "bearer", "not-a-token")).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "token", token)).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "bearer", TestTokens.expired(customer))).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "bearer", TestTokens.foreign(customer))).isEqualTo(401);
        assertThat(OpenPage.refusal(port, "bearer", TestTokens.unsigned(customer))).isEqualTo(401);
    }

    @Test
    void a_token_in_a_protocol_is_good_for_nothing_else() {
        http.get()
                .uri("/api/orders")
                .header("Sec-WebSocket-Protocol", "bearer, " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        http.get()
                .uri("/api/orders/live")
                .header("Sec-WebSocket-Protocol", "bearer, " + token)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void a_page_is_told_nothing_once_its_token_has_expired() throws Exception {
        var page = open();

        clock.shift(Duration.ofHours(1).plusSeconds(1));

        assertThat(page.closed()).isEqualTo(4401);
    }

    @Test
    void a_customer_has_so_many_pages_and_no_more() {
        open();
        open();
        var third = open();
        await().untilAsserted(
                        () -> assertThat(OpenPage.refusal(port, "bearer", token)).isEqualTo(429));

        third.close();

        await().untilAsserted(
                        () -> assertThat(OpenPage.refusal(port, "bearer", token)).isEqualTo(101));
    }

    // What is told.

    @Test
    void a_page_hears_what_becomes_of_an_order() {
        var page = open();
        var order = place();

        outcomes.send(awaiting(order, 2, 7));
        var place = page.awaitFrame("queue", order, "RESERVED");
        outcomes.send(completed(order, 3));
        page.awaitFrame("order", order, "NOTPAYED");
        outcomes.send(canceled(order, 4, CancelReason.STOCK_LOST));
        var ended = page.awaitFrame("order", order, "CANCELLED");

        assertThat(place.get("position").asInt()).isEqualTo(7);
        assertThat(ended.get("reason").asString()).isEqualTo("STOCK_LOST");
        assertThat(Instant.parse(ended.get("at").asString()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(page.statuses("order", order))
                .containsExactly("RESERVED", "NOTPAYED", "CANCELLED");
    }

    @Test
    void a_page_hears_of_nobody_elses_orders() {
        var stranger = OpenPage.at(port, TestTokens.customer(new CustomerId(UUID.randomUUID())));
        pages.add(stranger);
        var page = open();
        var order = place();

        outcomes.send(completed(order, 2));

        page.awaitFrame("order", order, "NOTPAYED");
        assertThat(stranger.frames()).isEmpty();
    }

    @Test
    void a_page_that_opens_again_hears_how_things_stand() {
        var open = place();
        var longGone = place();
        var justEnded = place();
        var others = Stream.generate(this::place).limit(3).map(OrderId::toString).toList();
        outcomes.send(completed(open, 2));
        outcomes.send(canceled(longGone, 2, CancelReason.STOCK_OUT));
        outcomes.send(canceled(justEnded, 2, CancelReason.STOCK_OUT));
        await().until(() -> ended() == 2);
        jdbc.sql(
                        "update customer_order set updated_at = updated_at - interval '1 h' where id = :id")
                .param("id", longGone.value())
                .update();

        var page = open();

        page.awaitFrame("order", open, "NOTPAYED");
        page.awaitFrame("order", justEnded, "STOCK_OUT");
        others.forEach(order -> page.awaitFrame("order", order, "PENDING"));
        assertThat(page.statuses("order", longGone)).isEmpty();
    }

    @Test
    void a_page_is_told_of_so_many_orders_first_the_newest() {
        var orders = Stream.generate(this::place).limit(7).toList();

        var page = open();

        page.awaitFrame("order", orders.getLast(), "PENDING");
        assertThat(page.frames()).hasSize(5);
        assertThat(page.statuses("order", orders.get(1))).isEmpty();
    }

    @Test
    void a_page_hears_of_coupons_and_never_their_codes() {
        var page = open();
        var campaign = new CampaignId(UUID.randomUUID());
        var at = Instant.now().truncatedTo(ChronoUnit.MICROS);

        coupons.send(new CouponQueued(campaign, customer, 1, 12, at));
        var waiting = page.awaitFrame("queue", campaign, "WAITING");
        coupons.send(assigned(campaign, at));
        var assigned = page.awaitFrame("coupon", campaign, "ASSIGNED");
        // A late delivery of what was so before.
        coupons.send(new CouponQueued(campaign, customer, 1, 12, at));
        var next = new CampaignId(UUID.randomUUID());
        coupons.send(assigned(next, at.minus(Duration.ofDays(1))));
        coupons.send(assigned(next, at));
        page.awaitFrame("coupon", next, "ASSIGNED");

        assertThat(waiting.get("position").asInt()).isEqualTo(12);
        assertThat(assigned.get("at").asString()).isEqualTo(at.toString());
        assertThat(page.frames()).hasSize(3);
        assertThat(page.frames().toString()).doesNotContain("SECRET");
    }

    // Several instances.

    @Test
    void a_change_reaches_the_pages_at_every_instance_and_those_move_when_theirs_stops()
            throws Exception {
        var here = open();
        OpenPage there;
        try (var another = anotherInstance()) {
            there =
                    OpenPage.at(
                            another.getEnvironment()
                                    .getRequiredProperty("local.server.port", int.class),
                            token);
            pages.add(there);
            var orders = Stream.generate(this::place).limit(20).toList();
            orders.forEach(order -> outcomes.send(completed(order, 2)));
            var campaign = new CampaignId(UUID.randomUUID());
            coupons.send(assigned(campaign, Instant.now()));

            for (var page : List.of(here, there)) {
                orders.forEach(order -> page.awaitFrame("order", order, "NOTPAYED"));
                page.awaitFrame("coupon", campaign, "ASSIGNED");
            }
        }

        assertThat(there.closed()).isEqualTo(1001);
        assertThat(here.isOpen()).isTrue();
    }

    @Test
    void an_instance_reads_an_order_once_for_all_its_pages_and_no_order_of_others() {
        var one = open();
        var other = open();
        var order = place();
        one.awaitFrame("order", changedElsewhere(order), "STOCK_OUT");
        double before = reads();

        for (int i = 0; i < 50; i++) {
            say("%s %s 2".formatted(UUID.randomUUID(), UUID.randomUUID()));
        }
        // It is known here in this version.
        say("%s %s 2".formatted(order, customer));
        var next = changedElsewhere(place());
        one.awaitFrame("order", next, "STOCK_OUT");
        other.awaitFrame("order", next, "STOCK_OUT");

        assertThat(reads() - before).isEqualTo(1);
    }

    @Test
    void what_was_not_heard_while_nobody_listened_is_told_afterwards() {
        var page = open();
        var order = place();
        page.awaitFrame("order", changedElsewhere(place()), "STOCK_OUT");

        jdbc.sql(
                        """
                        update customer_order
                        set status = 'STOCK_OUT', reason = 'STOCK_OUT', due_at = null, version = version + 1
                        where id = :id
                        """)
                .param("id", order.value())
                .update();
        jdbc.sql(
                        """
                        select pg_terminate_backend(pid)
                        from pg_stat_activity
                        where datname = current_database() and query ilike 'listen %'
                        """)
                .query((_, _) -> true)
                .list();

        page.awaitFrame("order", order, "STOCK_OUT");
    }

    // Pages that misbehave.

    @Test
    void a_page_that_does_not_read_keeps_nobody_waiting_and_is_given_up() {
        pages.add(OpenPage.thatDoesNotRead(port, token));
        var page = open();
        double before = ended("SILENT");

        var order = place();
        outcomes.send(completed(order, 2));

        page.awaitFrame("order", order, "NOTPAYED");
        await().untilAsserted(() -> assertThat(ended("SILENT")).isEqualTo(before + 1));
        assertThat(page.isOpen()).isTrue();
    }

    @Test
    void a_quiet_page_stays_open() {
        var page = open();

        await().pollDelay(Duration.ofSeconds(2)).until(page::isOpen);

        var order = place();
        outcomes.send(completed(order, 2));
        page.awaitFrame("order", order, "NOTPAYED");
    }

    @Test
    void a_page_may_say_a_little_and_is_cut_when_it_says_much() throws Exception {
        var page = open();
        page.say("hello?");
        page.say(new byte[] {1, 2, 3});
        page.say("{\"type\":\"subscribe\"}");
        var order = place();
        outcomes.send(completed(order, 2));
        page.awaitFrame("order", order, "NOTPAYED");

        page.say("and");

        assertThat(page.closed()).isEqualTo(1008);
    }

    @Test
    void a_page_that_says_something_long_is_cut() throws Exception {
        var page = open();

        page.say("x".repeat(2_000));

        assertThat(page.closed()).isEqualTo(1009);
    }

    // How.

    private OpenPage open() {
        var page = OpenPage.at(port, token);
        pages.add(page);
        return page;
    }

    private OrderId place() {
        var answer =
                http.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}".formatted(WINE))
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody();
        JsonNode order = JSON.readTree(answer);
        return new OrderId(UUID.fromString(order.get("id").asString()));
    }

    /// What another instance does: it changes the row, and says so.
    private OrderId changedElsewhere(OrderId order) {
        jdbc.sql(
                        """
                        with changed as (
                            update customer_order
                            set status = 'STOCK_OUT', reason = 'STOCK_OUT', due_at = null, version = version + 1
                            where id = :id
                            returning id, customer_id, version)
                        select pg_notify('order_changed', concat_ws(' ', id, customer_id, version))
                        from changed
                        """)
                .param("id", order.value())
                .query((_, _) -> true)
                .list();
        return order;
    }

    private void say(String notice) {
        jdbc.sql("select pg_notify('order_changed', :notice)")
                .param("notice", notice)
                .query((_, _) -> true)
                .list();
    }

    private ConfigurableApplicationContext anotherInstance() {
        return new SpringApplicationBuilder(OrderApplication.class)
                .run(
                        Stream.concat(
                                        Stream.of(
                                                "--server.port=0",
                                                "--spring.profiles.active=" + LocalMall.PROFILE),
                                        Stream.of(
                                                        "spring.datasource.url",
                                                        "spring.datasource.username",
                                                        "spring.datasource.password",
                                                        "spring.data.redis.port",
                                                        "winemall.kafka.servers",
                                                        "winemall.tokens.keys")
                                                .map(name ->
                                                        "--%s=%s"
                                                                .formatted(
                                                                        name,
                                                                        environment
                                                                                .getRequiredProperty(
                                                                                        name))))
                                .toArray(String[]::new));
    }

    private OrderAwaitingStock awaiting(OrderId order, long version, int position) {
        return new OrderAwaitingStock(
                order,
                version,
                customer,
                WINE,
                "Almaviva",
                position,
                Instant.now().plusSeconds(60));
    }

    private OrderCompleted completed(OrderId order, long version) {
        return new OrderCompleted(
                order,
                version,
                customer,
                List.of(new PricedLine(WINE, "Almaviva", 60_000, 1)),
                null,
                60_000,
                0,
                60_000,
                false,
                Instant.now().plusSeconds(7_200).truncatedTo(ChronoUnit.MICROS));
    }

    private OrderCanceled canceled(OrderId order, long version, CancelReason reason) {
        return new OrderCanceled(
                order, version, customer, reason, List.of(), null, null, Instant.now());
    }

    private CouponAssigned assigned(CampaignId campaign, Instant at) {
        return new CouponAssigned(
                campaign,
                customer,
                2,
                new CouponCode("SECRET-SECRET-AA"),
                "Spring",
                true,
                at.plusSeconds(3_600),
                at);
    }

    private long ended() {
        return jdbc.sql(
                        """
                        select count(*)
                        from customer_order
                        where customer_id = :customer and status = 'STOCK_OUT'
                        """)
                .param("customer", customer.value())
                .query(Long.class)
                .single();
    }

    private double reads() {
        return meters.get("winemall.live.reads").counter().count();
    }

    private double ended(String why) {
        return meters.get("winemall.live.ended").tag("why", why).counter().count();
    }

    /// Goes like any other, and is wrong by as much as it is told.
    static final class ShiftedClock extends Clock {

        private volatile Duration shift = Duration.ZERO;

        void shift(Duration by) {
            shift = by;
        }

        @Override
        public Instant instant() {
            return Instant.now().truncatedTo(ChronoUnit.MICROS).plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the mall reckons in UTC");
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        ShiftedClock clock() {
            return new ShiftedClock();
        }
    }
}
