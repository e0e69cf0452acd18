package com.winemall.user.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.user.CustomerBecameVip;
import com.winemall.test.BackendsInitializer;
import com.winemall.test.BadRecords;
import com.winemall.test.TestTopic;
import com.winemall.user.Api;
import com.winemall.user.Api.Account;
import com.winemall.user.GatedDatabase;
import com.winemall.user.GatedDatabase.Way;
import com.winemall.user.UserEvents;
import com.winemall.user.UserServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

// Closed at its end, while its backends are there: nobody else has a gate before the database.
@DirtiesContext
@UserServiceTest
@ContextConfiguration(initializers = {BackendsInitializer.class, GatedDatabase.class})
// Consumers of a group of its own: services of other tests have other members.
@TestPropertySource(properties = "spring.application.name=vip-service")
class VipIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final Way way;
    private final MeterRegistry meters;
    private final Environment service;
    private final TestTopic<OrderEvent> orders = TestTopic.open(Topics.ORDER_EVENTS);
    private final TestTopic<OrderEvent> deadLetters =
            TestTopic.openDeadLetters(Topics.ORDER_EVENTS, "vip");
    private final UserEvents events;

    VipIT(Api api, Way way, JdbcClient jdbc, MeterRegistry meters, Environment service) {
        this.api = api;
        this.way = way;
        this.meters = meters;
        this.service = service;
        this.events = new UserEvents(jdbc);
    }

    @AfterEach
    void close() {
        orders.close();
        deadLetters.close();
        events.close();
    }

    @Test
    void a_paid_order_of_a_hundred_units_makes_its_customer_vip_once() {
        var member = api.aMember();
        var order = paid(member, 100);
        var another = paid(member, 999);

        orders.send("the-order", order);
        awaitHandled(order);
        orders.send("the-order", order);
        orders.send(another);
        awaitHandled(order, another);

        assertThat(gradeOf(member)).isEqualTo("VIP");
        var event = vipEvents(member);
        assertThat(event).hasSize(1);
        assertThat(event.getFirst().orderId()).isEqualTo(order.orderId());
        assertThat(event.getFirst().version()).isEqualTo(versionOf(member));
    }

    @Test
    void orders_that_are_large_only_together_make_nobody_vip() {
        var member = api.aMember();
        var sent = new OrderPaid[] {paid(member, 99), paid(member, 60), paid(member, 60)};

        Stream.of(sent).forEach(orders::send);
        awaitHandled(sent);

        assertThat(gradeOf(member)).isEqualTo("STANDARD");
        assertThat(vipEvents(member)).isEmpty();
    }

    @Test
    void who_has_left_is_passed_over() {
        var gone = api.aMember();
        assertThat(api.delete("/api/users/me", gone.bearer()).status()).isEqualTo(204);

        var order = paid(gone, 100);
        orders.send(order);
        awaitHandled(order);

        assertThat(vipEvents(gone)).isEmpty();
        assertThat(deadLetters.messages()).isEmpty();
    }

    @Test
    void
            orders_that_come_while_the_database_is_away_make_all_their_customers_vip_when_it_is_back() {
        var members = Stream.generate(api::aMember).limit(50).toList();
        var polls = meters.get("winemall.poll.records").tag("consumer", "vip").summary();
        long before = polls.count();

        way.gate().shut();
        members.forEach(member -> orders.send(paid(member, 100)));
        await("a second try").atMost(PATIENCE).until(() -> polls.count() >= before + 2);
        way.gate().open();

        await().atMost(PATIENCE).until(() -> countVips(members) == 50);
        assertThat(members)
                .allSatisfy(member -> {
                    assertThat(vipEvents(member)).hasSize(1);
                    assertThat(versionOf(member)).isEqualTo(2);
                });
        assertThat(deadLetters.messages()).isEmpty();
    }

    @Test
    void orders_nobody_could_handle_make_their_customers_vip_when_they_are_redriven() {
        var members = Stream.generate(api::aMember).limit(3).toList();
        way.besides().sql("alter table member rename to member_of_another_version").update();
        members.forEach(member -> orders.send(paid(member, 100)));
        deadLetters.await(3, letter -> letter instanceof OrderPaid);
        way.besides().sql("alter table member_of_another_version rename to member").update();
        var admin = Api.bearer(api.administratorToken());
        var letters =
                await().atMost(PATIENCE)
                        .until(() -> waitingLetters(admin), found -> found.size() == 3);

        for (var letter : letters) {
            var path = "/api/dead-letters/" + letter.required("id").asString() + "/redrive";
            var first = api.post(path, "{}", admin);
            assertThat(first.text("status")).as(first.body()).isEqualTo("REDRIVEN");
            assertThat(api.post(path, "{}", admin).body()).isEqualTo(first.body());
        }

        assertThat(members)
                .allSatisfy(member -> {
                    assertThat(gradeOf(member)).isEqualTo("VIP");
                    assertThat(vipEvents(member)).hasSize(1);
                });
        assertThat(waitingLetters(admin)).isEmpty();
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        try (var records = new BadRecords(service, api.administratorToken())) {
            records.assertSetApartOnEveryTopic(
                    Map.of(Topics.ORDER_EVENTS.name(), paid(api.aMember(), 1)));
        }
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        var member = api.aMember();

        try (var records = new BadRecords(service, api.administratorToken())) {
            records.assertHandledOnceMended(
                    Topics.ORDER_EVENTS.name(),
                    paid(member, 100),
                    () ->
                            way.besides()
                                    .sql(
                                            """
                                            alter table member add constraint a_fault
                                            check (grade <> 'VIP' or id <> '%s') not valid
                                            """
                                                    .formatted(member.id()))
                                    .update(),
                    () -> way.besides().sql("alter table member drop constraint a_fault").update());
        }

        assertThat(gradeOf(member)).isEqualTo("VIP");
    }

    private List<JsonNode> waitingLetters(String... admin) {
        return api.get("/api/dead-letters?topic=order.events&status=WAITING", admin)
                .json()
                .required("content")
                .valueStream()
                .toList();
    }

    private static OrderPaid paid(Account member, int units) {
        return paid(new OrderId(UUID.randomUUID()), member, units);
    }

    private static OrderPaid paid(OrderId order, Account member, int units) {
        return new OrderPaid(
                order,
                7,
                new CustomerId(UUID.fromString(member.id())),
                units,
                1_000_000,
                Instant.now());
    }

    /// Waits until what was sent about these orders before is handled: a mark comes after it along
    /// the same partition.
    private void awaitHandled(OrderPaid... sent) {
        for (var order : sent) {
            var mark = api.aMember();
            orders.send(paid(order.orderId(), mark, 100));
            await().atMost(PATIENCE).until(() -> countVips(List.of(mark)) == 1);
        }
    }

    private long countVips(List<Account> members) {
        return way.besides()
                .sql("select count(*) from member where grade = 'VIP' and id::text = any(:ids)")
                .param("ids", members.stream().map(Account::id).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private long versionOf(Account member) {
        return way.besides()
                .sql("select version from member where id::text = :id")
                .param("id", member.id())
                .query(Long.class)
                .single();
    }

    private String gradeOf(Account member) {
        return api.get("/api/users/me", member.bearer()).text("grade");
    }

    private List<CustomerBecameVip> vipEvents(Account member) {
        return events.about(member.id()).stream()
                .filter(CustomerBecameVip.class::isInstance)
                .map(CustomerBecameVip.class::cast)
                .toList();
    }
}
