package com.winemall.orchestrator.saga.web;

import static com.winemall.orchestrator.RestOfTheMall.PAYMENT_WINDOW;
import static com.winemall.orchestrator.RestOfTheMall.WINE;
import static com.winemall.orchestrator.RestOfTheMall.awaited;
import static com.winemall.orchestrator.RestOfTheMall.committed;
import static com.winemall.orchestrator.RestOfTheMall.couponRejected;
import static com.winemall.orchestrator.RestOfTheMall.couponReturned;
import static com.winemall.orchestrator.RestOfTheMall.redeemed;
import static com.winemall.orchestrator.RestOfTheMall.rejected;
import static com.winemall.orchestrator.RestOfTheMall.released;
import static com.winemall.orchestrator.RestOfTheMall.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a customer reads about an order: what happened, why, and what comes next.
@OrchestratorServiceTest
class TimelineIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final TestClock clock;
    private final RestTestClient http;
    private final RestOfTheMall mall;

    TimelineIT(TestClock clock, @LocalServerPort int port) {
        this.clock = clock;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    @Test
    void an_order_that_goes_well_reads_as_a_story_from_the_shelf_to_the_door() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderWithCoupon());
        var reserved = mall.reserved(order);
        mall.answer(reserved);
        mall.awaitCommand(order, RedeemCoupon.class);
        mall.answer(redeemed(order, 5_000));
        mall.awaitOutcome(order, OrderCompleted.class);
        var now = clock.instant();
        var dueAt = now.plus(PAYMENT_WINDOW);
        mall.tell(mall.authorized(order));
        mall.awaitCommand(order, CommitStock.class);
        mall.answer(committed(order));
        mall.awaitOutcome(order, OrderStockCommitted.class);
        var id = order.orderId();
        var customer = order.customerId();
        mall.tell(new OrderPaid(id, 4, customer, 2, 55_000, now));
        mall.tell(new OrderShipped(id, 5, customer, "Vine Post", "VP-7", now));
        mall.tell(new OrderDelivered(id, 6, customer, now));
        mall.tell(new OrderRefunded(id, 7, customer, 55_000, now));

        assertThat(timeline(order, 10))
                .containsExactly(
                        new Line(
                                "ORDER",
                                "DONE",
                                null,
                                "We have your order. Next, we see whether the wine is there."),
                        new Line(
                                "CHECK_STOCK",
                                "DONE",
                                null,
                                "The wine is set aside for you until "
                                        + TIME.format(reserved.heldUntil())
                                        + ". Next, your coupon."),
                        new Line("APPLY_COUPON", "DONE", null, "Your coupon takes 5,000 won off."),
                        new Line(
                                "PAYMENT",
                                "WAITING",
                                null,
                                "Everything is set aside for you: 55,000 won to pay by "
                                        + TIME.format(dueAt)
                                        + "."),
                        new Line("PAYMENT", "DONE", null, "Your payment is authorised."),
                        new Line(
                                "PAYMENT", "DONE", null, "The wine is yours; we take the payment."),
                        new Line(
                                "PAYMENT",
                                "DONE",
                                null,
                                "You have paid 55,000 won. Next, we pack it."),
                        new Line(
                                "SHIPMENT",
                                "DONE",
                                null,
                                "On its way with Vine Post, tracking number VP-7."),
                        new Line("SHIPMENT", "DONE", null, "Delivered. Enjoy!"),
                        new Line("PAYMENT", "ENDED", null, "55,000 won went back to you."));
    }

    @Test
    void who_is_short_of_what_is_said_for_each_wine() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var unknown = new ProductId(UUID.randomUUID());
        mall.answer(
                rejected(
                        order,
                        CancelReason.STOCK_OUT,
                        new Shortage(WINE, "Almaviva", 2, 1),
                        new Shortage(new ProductId(UUID.randomUUID()), "Opus One", 3, 0),
                        new Shortage(unknown, null, 1, 0)));
        mall.awaitOutcome(order, OrderCanceled.class);

        assertThat(timeline(order, 3))
                .endsWith(
                        new Line(
                                "CHECK_STOCK",
                                "REFUSED",
                                "STOCK_OUT",
                                "Only 1 left of Almaviva; you asked for 2."
                                        + " Opus One is out of stock; you asked for 3."
                                        + " There is no product "
                                        + unknown
                                        + "."),
                        new Line(
                                "ORDER",
                                "ENDED",
                                "STOCK_OUT",
                                "The order has ended: out of stock."));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, There is no such coupon.",
        "NOT_YOURS, The coupon belongs to somebody else.",
        "USED, The coupon has been used.",
        "EXPIRED, The coupon has expired.",
        "NOT_YET_VALID, The coupon is not valid yet.",
        "BELOW_MINIMUM, The order is below the coupon's minimum."
    })
    void a_refused_coupon_says_which_of_the_reasons_it_was_and_what_can_be_done(
            CouponProblem problem, String why) {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());
        mall.answer(couponRejected(order, problem));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);

        assertThat(timeline(order, 5))
                .endsWith(
                        new Line(
                                "APPLY_COUPON",
                                "REFUSED",
                                "COUPON_REJECTED",
                                why
                                        + " The wine goes back on the shelf; order again without it"
                                        + " or with another one."),
                        new Line("CHECK_STOCK", "ENDED", null, "The wine is back on the shelf."),
                        new Line(
                                "ORDER",
                                "ENDED",
                                "COUPON_REJECTED",
                                "The order has ended: the coupon could not be used."));
    }

    @Test
    void an_order_in_line_reads_its_place_and_until_when_it_waits() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderThatWaits());
        mall.answer(awaited(order, 3));

        assertThat(timeline(order, 2).getLast())
                .isEqualTo(
                        new Line(
                                "CHECK_STOCK",
                                "WAITING",
                                null,
                                "Almaviva is out of stock. You are number 3 in line; we go on by"
                                        + " ourselves when it is your turn, until "
                                        + TIME.format(order.waitUntil())
                                        + " at the latest."));
    }

    @Test
    void an_order_not_paid_in_time_reads_what_went_back() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrderWithCoupon());
        var timedOut = mall.timedOut(order);
        mall.tell(timedOut);
        mall.awaitCommand(order, ReturnCoupon.class);
        mall.answer(couponReturned(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);

        assertThat(timeline(order, 8))
                .endsWith(
                        new Line(
                                "PAYMENT",
                                "REFUSED",
                                "PAYMENT_TIMEOUT",
                                "The payment window ended at "
                                        + TIME.format(timedOut.dueAt())
                                        + ". We give everything back."),
                        new Line("APPLY_COUPON", "ENDED", null, "Your coupon is unused again."),
                        new Line("CHECK_STOCK", "ENDED", null, "The wine is back on the shelf."),
                        new Line(
                                "ORDER",
                                "ENDED",
                                "PAYMENT_TIMEOUT",
                                "The order has ended: it was not paid in time."));
    }

    @Test
    void what_goes_on_behind_the_scenes_is_not_told() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        clock.advance(Duration.ofSeconds(5));
        mall.awaitCommands(2, order, ReserveStock.class);
        mall.answer(released(order));
        mall.tell(mall.cancelRequest(order));

        assertThat(timeline(order, 2))
                .containsExactly(
                        new Line(
                                "ORDER",
                                "DONE",
                                null,
                                "We have your order. Next, we see whether the wine is there."),
                        new Line(
                                "ORDER",
                                "REFUSED",
                                "CUSTOMER_REQUEST",
                                "You cancelled the order."));
    }

    @Test
    void only_its_customer_and_operators_read_a_timeline() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        get(order.orderId(), TestTokens.admin(someone())).expectStatus().isOk();
        for (var notTheirs : List.of(order.orderId(), mall.anOrder().orderId())) {
            get(notTheirs, TestTokens.customer(someone()))
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("ORDER_NOT_FOUND");
        }
        http.get()
                .uri("/api/orders/" + order.orderId() + "/timeline")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("UNAUTHENTICATED");
        get("no-id", TestTokens.customer(someone()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_REQUEST");
    }

    // How.

    /// The customer's timeline, once it has so many lines.
    private List<Line> timeline(OrderPlaced order, int lines) {
        var token = TestTokens.customer(order.customerId());
        return await().until(
                        () -> lines(get(order.orderId(), token)), told -> told.size() >= lines);
    }

    private List<Line> lines(RestTestClient.ResponseSpec answer) {
        var body = JSON.readTree(answer.returnResult(String.class).getResponseBody());
        return StreamSupport.stream(body.spliterator(), false)
                .map(entry -> {
                    assertThat(Instant.parse(entry.get("at").asString()))
                            .isBeforeOrEqualTo(clock.instant());
                    return new Line(
                            entry.get("step").asString(),
                            entry.get("outcome").asString(),
                            text(entry.get("reason")),
                            text(entry.get("detail")));
                })
                .toList();
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.asString();
    }

    private RestTestClient.ResponseSpec get(Object order, String token) {
        return http.get()
                .uri("/api/orders/" + order + "/timeline")
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private record Line(
            String step, String outcome, @Nullable String reason, @Nullable String detail) {}
}
