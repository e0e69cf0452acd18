package com.winemall.orchestrator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.winemall.contracts.CustomerId;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.starter.audit.Check;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.RestClient;

/// Audits nobody asked for: who does them, when, with which right, and what is seen of them.
@OrchestratorServiceTest
class AuditScheduleIT {

    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final Duration RECHECK = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String SECRET = "a secret that is long enough for a test";

    private final TestClock clock;
    private final SagaFacts sagas;
    private final AuditBook book;
    private final JdbcClient jdbc;
    private final RestTestClient http;
    private SimpleMeterRegistry meters;
    private StandIns services;

    AuditScheduleIT(
            TestClock clock,
            SagaFacts sagas,
            AuditBook book,
            JdbcClient jdbc,
            @LocalServerPort int port) {
        this.clock = clock;
        this.sagas = sagas;
        this.book = book;
        this.jdbc = jdbc;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @BeforeEach
    void open() {
        services = new StandIns();
        meters = new SimpleMeterRegistry();
        book.keep(List.of());
        isDue();
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Test
    void of_many_instances_one_audits_the_shop_with_a_token_of_the_auditor() throws Exception {
        var schedule = schedule(INTERVAL);
        var gate = new CyclicBarrier(10);
        Callable<Void> look =
                () -> {
                    gate.await();
                    schedule.look();
                    return null;
                };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var looked : threads.invokeAll(Collections.nCopies(10, look))) {
                looked.get();
            }
        }

        assertThat(services.secrets()).containsExactly(SECRET);
        assertThat(services.authorizations()).containsExactly("Bearer good");
        assertThat(dueIn()).isBetween(INTERVAL.minusSeconds(30), INTERVAL);
    }

    @Test
    void each_invariant_has_a_gauge_of_its_own_and_the_finding_an_age() {
        services.says("orders", new Check("books of orders", false, "one is wrong"));
        services.says("products", new Check("books of products", true, ""));
        var schedule = schedule(INTERVAL);

        schedule.look();

        assertThat(holds("books of orders")).isZero();
        assertThat(holds("books of products")).isEqualTo(1);
        assertThat(meters.find(AuditMeters.HOLDS).gauges()).hasSize(2 + Rule.ALL.size());
        var before = age();
        clock.advance(Duration.ofMinutes(20));
        schedule.look();
        assertThat(age() - before).isCloseTo(1200, within(0.01));
    }

    @Test
    void what_does_not_hold_any_more_is_looked_at_again_soon_and_then_as_usual() {
        services.says("orders", new Check("books of orders", false, "one is wrong"));
        var schedule = schedule(INTERVAL);

        schedule.look();
        assertThat(dueIn()).isBetween(Duration.ZERO, RECHECK);
        isDue();
        schedule.look();

        assertThat(dueIn()).isBetween(INTERVAL.minusSeconds(30), INTERVAL);
        services.says("orders", new Check("books of orders", true, ""));
        isDue();
        schedule.look();
        assertThat(holds("books of orders")).isEqualTo(1);
    }

    @Test
    void an_audit_whose_instance_died_is_done_when_its_lease_is_over() {
        assertThat(book.take(LEASE)).isPresent();
        var schedule = schedule(INTERVAL);

        schedule.look();
        assertThat(services.secrets()).isEmpty();
        isDue();
        schedule.look();

        assertThat(services.secrets()).hasSize(1);
    }

    @Test
    void whoever_comes_back_after_its_lease_does_not_move_the_next_audit() {
        var late = book.take(LEASE).orElseThrow();
        isDue();
        schedule(INTERVAL).look();

        book.next(late, Duration.ZERO);

        assertThat(dueIn()).isGreaterThan(Duration.ofMinutes(14));
    }

    @Test
    void without_a_token_nothing_is_found_and_it_is_tried_again_soon() {
        services.says("orders", new Check("books of orders", false, "one is wrong"));
        services.dies("/users/auditor/token");

        schedule(INTERVAL).look();

        assertThat(book.latest().checks()).isEmpty();
        assertThat(dueIn()).isBetween(Duration.ZERO, RECHECK);
    }

    @Test
    void with_an_interval_of_zero_nothing_is_audited_and_what_others_found_is_shown() {
        book.keep(List.of(new Check("books of orders", false, "one is wrong")));

        schedule(Duration.ZERO).look();

        assertThat(services.secrets()).isEmpty();
        assertThat(holds("books of orders")).isZero();
    }

    @Test
    void the_latest_finding_can_be_read_by_operators() {
        book.keep(List.of(new Check("books of orders", false, "one is wrong")));

        latest(TestTokens.admin(new CustomerId(UUID.randomUUID()), clock.instant()))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ranAt")
                .isNotEmpty()
                .jsonPath("$.checks[0].name")
                .isEqualTo("books of orders")
                .jsonPath("$.checks[0].detail")
                .isEqualTo("one is wrong");
        latest(TestTokens.customer(new CustomerId(UUID.randomUUID()), clock.instant()))
                .expectStatus()
                .isForbidden();
    }

    @Test
    void audits_are_not_scheduled_without_a_secret_worth_the_name() {
        for (var secret :
                new @Nullable String[] {null, "short", "this-auditor-is-for-the-local-mall-only"}) {
            assertThatThrownBy(() -> auditor(INTERVAL, secret))
                    .isInstanceOf(UnsafeSetting.class)
                    .hasMessageStartingWith("winemall.auditor.secret ");
        }
        assertThat(auditor(Duration.ZERO, null)).isNotNull();
    }

    // How.

    private AuditSchedule schedule(Duration interval) {
        return new AuditSchedule(
                new ShopAudit(services(), sagas, settings(), clock),
                book,
                auditor(interval, SECRET),
                new AuditMeters(meters, clock),
                timing(interval));
    }

    private Auditor auditor(Duration interval, @Nullable String secret) {
        return new Auditor(
                services(),
                new AuditorSettings(
                        services.at("users"), secret == null ? null : new Secret(secret)),
                timing(interval),
                new MockEnvironment());
    }

    private static AuditScheduleSettings timing(Duration interval) {
        return new AuditScheduleSettings(interval, RECHECK, LEASE, Duration.ofSeconds(5));
    }

    private Services services() {
        return new Services(settings(), RestClient.builder());
    }

    private AuditSettings settings() {
        return new AuditSettings(
                services.at("products"),
                services.at("orders"),
                services.at("coupons"),
                services.at("notifications"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                5_000,
                50);
    }

    private RestTestClient.ResponseSpec latest(String token) {
        return http.get()
                .uri("/api/audit/latest")
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private void isDue() {
        jdbc.sql("update shop_audit set due_at = clock_timestamp() - interval '1 second'").update();
    }

    private Duration dueIn() {
        return Duration.ofMillis(
                jdbc.sql(
                                "select extract(epoch from due_at - clock_timestamp()) * 1000 from shop_audit")
                        .query(Double.class)
                        .single()
                        .longValue());
    }

    private double holds(String name) {
        return meters.get(AuditMeters.HOLDS).tag("name", name).gauge().value();
    }

    private double age() {
        return meters.get(AuditMeters.AGE).timeGauge().value(TimeUnit.SECONDS);
    }
}
