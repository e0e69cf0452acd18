package com.winemall.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.test.BadRecords;
import com.winemall.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@OrderServiceTest
class BadRecordsIT {

    private static final ProductId WINE = new ProductId(UUID.randomUUID());

    private final JdbcClient jdbc;
    private final RestTestClient http;
    private final BadRecords records;
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    BadRecordsIT(JdbcClient jdbc, @LocalServerPort int port, Environment service) {
        this.jdbc = jdbc;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.records = new BadRecords(service, admin);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        var event = new EventId(anEvent());

        records.assertSetApartOnEveryTopic(
                Map.of(
                        Topics.ORDER_OUTCOMES.name(),
                        completed(anOrder()),
                        Topics.ORDER_REPLIES.name(),
                        new AllotmentReturned(new CommandId(event + "/return"), event, 1),
                        Topics.COUPON_EVENTS.name(),
                        new CouponQueued(
                                new CampaignId(UUID.randomUUID()), customer, 1, 1, Instant.now())));
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        var order = anOrder();

        records.assertHandledOnceMended(
                Topics.ORDER_OUTCOMES.name(),
                completed(order),
                () ->
                        jdbc.sql(
                                        """
                                        alter table customer_order add constraint a_fault
                                        check (status = 'PENDING' or id <> '%s') not valid
                                        """
                                                .formatted(order))
                                .update(),
                () -> jdbc.sql("alter table customer_order drop constraint a_fault").update());

        assertThat(
                        jdbc.sql("select status from customer_order where id = :id")
                                .param("id", order.value())
                                .query(String.class)
                                .single())
                .isEqualTo("NOTPAYED");
    }

    private OrderId anOrder() {
        return new OrderId(
                created(
                        "/api/orders",
                        TestTokens.customer(customer),
                        Map.of("lines", List.of(Map.of("productId", WINE, "quantity", 1)))));
    }

    /// Nobody asks for its units before tomorrow.
    private UUID anEvent() {
        var tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        return created(
                "/api/events",
                admin,
                Map.of(
                        "name",
                        "Tomorrow's",
                        "productId",
                        UUID.randomUUID(),
                        "quantity",
                        1,
                        "startsAt",
                        tomorrow,
                        "endsAt",
                        tomorrow.plusSeconds(60)));
    }

    private UUID created(String path, String token, Object body) {
        return http.post()
                .uri(path)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .returnResult(Created.class)
                .getResponseBody()
                .id();
    }

    private OrderCompleted completed(OrderId order) {
        return new OrderCompleted(
                order,
                2,
                customer,
                List.of(new PricedLine(WINE, "Almaviva", 60_000, 1)),
                null,
                60_000,
                0,
                60_000,
                false,
                Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.MICROS));
    }

    private record Created(UUID id) {}
}
