package com.winemall.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.starter.Http.Answer;
import com.winemall.test.BackendsInitializer;
import com.winemall.test.Gate;
import com.winemall.test.NeedsBackends;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A service whose database and whose user-service go away and come back, while the servers
/// themselves go on for everybody else.
@NeedsBackends
@TestMethodOrder(OrderAnnotation.class)
class OutageIT {

    private static final TestService.TopicNames TOPICS = new TestService.TopicNames("outage.");
    private static final CustomerId ANNA = new CustomerId(UUID.randomUUID());

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What the pool waits for a connection, and a little more.
    private static final Duration SOON = Duration.ofSeconds(8);

    private static Gate database;
    private static Gate keys;
    private static DriverManagerDataSource besidesTheGate;
    private static ConfigurableApplicationContext service;
    private static Http stranger;
    private static Http customer;

    private final JdbcClient jdbc = JdbcClient.create(besidesTheGate);

    @BeforeAll
    static void start() {
        service =
                new SpringApplicationBuilder(TestService.class)
                        .initializers(new BackendsInitializer(), OutageIT::putGatesInBetween)
                        .run(
                                "--server.port=0",
                                "--spring.application.name=outage-service",
                                "--test.topics.prefix=" + TOPICS.prefix());
        var port = ((WebServerApplicationContext) service).getWebServer().getPort();
        stranger = Http.at(port);
        customer = stranger.withToken(TestTokens.customer(ANNA));
    }

    private static void putGatesInBetween(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var jdbcUrl = environment.getRequiredProperty("spring.datasource.url");
        var databaseUri = URI.create(jdbcUrl.substring("jdbc:".length()));
        var keysUri = environment.getRequiredProperty("winemall.tokens.keys", URI.class);
        besidesTheGate = new DriverManagerDataSource(jdbcUrl, "postgres", "postgres");
        database = Gate.to(databaseUri);
        keys = Gate.to(keysUri);
        keys.shut();
        TestPropertyValues.of(
                        "spring.datasource.url=jdbc:" + database.through(databaseUri),
                        "winemall.tokens.keys=" + keys.through(keysUri))
                .applyTo(context);
    }

    @AfterAll
    static void end() {
        service.close();
        database.close();
        keys.close();
    }

    /// Comes first: keys once fetched are never missed again.
    @Test
    @Order(1)
    void tokens_nobody_can_check_yet_are_not_called_bad() {
        assertUnavailable(customer.get("/admin/secrets"));
        assertThat(stranger.get("/open/effects").status()).as("what is open").isEqualTo(200);

        keys.open();
        assertThat(customer.get("/admin/secrets").status()).isEqualTo(403);

        keys.shut();
        assertThat(customer.get("/admin/secrets").status()).isEqualTo(403);
        var berts = stranger.withToken(TestTokens.admin(new CustomerId(UUID.randomUUID())));
        assertThat(berts.get("/admin/secrets").status()).isEqualTo(200);
        keys.open();
    }

    @Test
    @Order(2)
    void a_database_that_is_away_is_told_soon_and_forgotten_when_it_is_back() {
        var once = customer.with("Idempotency-Key", UUID.randomUUID().toString());
        var note = UUID.randomUUID().toString();
        database.shut();

        long start = System.nanoTime();
        assertUnavailable(once.post("/effects", effect(note)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertUnavailable(stranger.get("/open/effects/" + UUID.randomUUID()));
        assertThat(stranger.get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(stranger.get("/actuator/health/liveness").status()).isEqualTo(200);

        database.open();
        await().atMost(PATIENCE).until(() -> once.post("/effects", effect(note)).status() == 201);
        assertThat(once.post("/effects", effect(note)).status()).isEqualTo(201);
        assertThat(created(note)).isEqualTo(1);
        assertThat(stranger.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void a_database_that_goes_away_in_the_middle_of_a_request_takes_its_change_with_it() {
        var locked = UUID.randomUUID();
        var note = UUID.randomUUID().toString();
        jdbc.sql("insert into effect values (:id, 'locked')").param("id", locked).update();
        var body = "{\"note\":\"%s\",\"quantity\":1,\"after\":\"%s\"}".formatted(note, locked);

        var answer =
                new TransactionTemplate(new JdbcTransactionManager(besidesTheGate))
                        .execute(_ -> {
                            jdbc.sql("select 1 from effect where order_id = :id for update")
                                    .param("id", locked)
                                    .query(Integer.class)
                                    .single();
                            var running = customer.postAsync("/effects", body);
                            await().atMost(PATIENCE).until(() -> somebodyWaitsForALock());
                            database.shut();
                            return running.join();
                        });
        database.open();

        assertUnavailable(answer);
        await().atMost(PATIENCE)
                .until(() -> customer.post("/effects", effect("after " + note)).status() == 201);
        assertThat(created(note)).isZero();
    }

    @Test
    @Order(4)
    void a_command_that_comes_while_the_database_is_away_is_done_when_it_is_back() {
        try (var commands = TestTopic.open(TOPICS.commands());
                var replies = TestTopic.open(TOPICS.replies());
                var deadLetters = TestTopic.openDeadLetters(TOPICS.commands(), "notes")) {
            var order = new OrderId(UUID.randomUUID());
            var polls = service.getBean(MeterRegistry.class).get("winemall.poll.records").summary();
            long before = polls.count();
            database.shut();

            commands.send(
                    new RedeemCoupon(
                            new CommandId("c"), order, ANNA, new CouponCode("CODE"), 1000));
            await("a second try").atMost(PATIENCE).until(() -> polls.count() >= before + 2);
            assertThat(replies.messages()).isEmpty();
            database.open();

            replies.await(reply -> reply.orderId().equals(order));
            assertThat(deadLetters.messages()).isEmpty();
            assertThat(
                            jdbc.sql("select count(*) from effect where order_id = :id")
                                    .param("id", order.value())
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(1);
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(answer.json().propertyNames())
                .contains("type", "title", "status", "detail", "instance", "code");
        assertThat(answer.json().get("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.body()).doesNotContain("postgres", "Exception", "127.0.0.1");
    }

    private static String effect(String note) {
        return "{\"note\":\"%s\",\"quantity\":1}".formatted(note);
    }

    private int created(String note) {
        return jdbc.sql("select count(*) from effect where note = :note")
                .param("note", note)
                .query(Integer.class)
                .single();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
