package com.winemall.orchestrator.saga.web;

import static com.winemall.orchestrator.RestOfTheMall.BUDGET_AND_MARGIN;
import static com.winemall.orchestrator.RestOfTheMall.PAYMENT_WINDOW;
import static com.winemall.orchestrator.RestOfTheMall.RESERVATION_WINDOW;
import static com.winemall.orchestrator.RestOfTheMall.WINE;
import static com.winemall.orchestrator.RestOfTheMall.awaited;
import static com.winemall.orchestrator.RestOfTheMall.committed;
import static com.winemall.orchestrator.RestOfTheMall.couponRejected;
import static com.winemall.orchestrator.RestOfTheMall.couponReturned;
import static com.winemall.orchestrator.RestOfTheMall.lost;
import static com.winemall.orchestrator.RestOfTheMall.redeemed;
import static com.winemall.orchestrator.RestOfTheMall.rejected;
import static com.winemall.orchestrator.RestOfTheMall.released;
import static com.winemall.orchestrator.RestOfTheMall.returned;
import static com.winemall.orchestrator.RestOfTheMall.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderDelivered;
import com.winemall.contracts.order.OrderPaid;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.OrderShipped;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.saga.LogEntry;
import com.winemall.orchestrator.saga.SagaBooks;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a customer reads about an order: what happened, why, and what comes next.
@OrchestratorServiceTest
class TimelineIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Line PLACED =
            told("ORDER", "DONE", "We have your order. Next, we see whether the wine is there.");
    private static final Line AUTHORIZED =
            told(
                    "PAYMENT",
                    "DONE",
                    "Your payment is authorised. Next, we take the wine from the cellar for you.");
    private static final Line COMMITTED =
            told("PAYMENT", "DONE", "The wine is yours. Next, we take the payment.");
    private static final Line PAID =
            told(
                    "PAYMENT",
                    "DONE",
                    "You have paid 55,000 won. Next, we pack your wine and send it.");
    private static final Line STOCK_BACK =
            told("CHECK_STOCK", "ENDED", "The wine is back on the shelf.");
    private static final Line COUPON_BACK =
            told("APPLY_COUPON", "ENDED", "Your coupon is unused again.");

    private final TestClock clock;
    private final RestTestClient http;
    private final RestOfTheMall mall;
    private final SagaBooks books;

    TimelineIT(TestClock clock, SagaBooks books, @LocalServerPort int port) {
        this.clock = clock;
        this.books = books;
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
        mall.tell(mall.authorized(order));
        mall.awaitCommand(order, CommitStock.class);
        mall.answer(committed(order));
        mall.awaitOutcome(order, OrderStockCommitted.class);
        mall.tell(paid(order, 4));
        mall.tell(shipped(order, 5));
        mall.tell(delivered(order, 6));

        assertThat(timeline(order, 9))
                .containsExactly(
                        PLACED,
                        told(
                                "CHECK_STOCK",
                                "DONE",
                                "The wine is set aside for you until "
                                        + time(reserved.heldUntil())
                                        + ". Next, we try your coupon."),
                        told("APPLY_COUPON", "DONE", "Your coupon takes 5,000 won off."),
                        told(
                                "PAYMENT",
                                "WAITING",
                                "Everything is set aside for you. Next, pay 55,000 won by "
                                        + time(clock.instant().plus(PAYMENT_WINDOW))
                                        + "; after that the wine goes back on the shelf."),
                        AUTHORIZED,
                        COMMITTED,
                        PAID,
                        told(
                                "SHIPMENT",
                                "DONE",
                                "On its way with Vine Post, tracking number VP-7. Next, it is"
                                        + " brought to your door."),
                        told("SHIPMENT", "DONE", "Delivered. Enjoy your wine!"));
    }

    @Test
    void a_paid_order_that_is_cancelled_reads_that_the_money_goes_back() {
        var order = mall.bringTo(SagaState.ORDER_PAID, mall.anOrderWithCoupon());
        mall.tell(paid(order, 4));
        mall.tell(mall.cancelRequest(order));
        mall.awaitCommand(order, ReturnStock.class);
        mall.answer(returned(order));
        mall.awaitCommand(order, ReturnCoupon.class);
        mall.answer(couponReturned(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);
        mall.tell(
                new OrderRefunded(
                        order.orderId(), 10, order.customerId(), 55_000, clock.instant()));

        assertThat(timeline(order, 12).subList(6, 12))
                .containsExactly(
                        PAID,
                        ended(
                                "ORDER",
                                "CUSTOMER_REQUEST",
                                "You cancelled the order. Next, your money goes back to you, and"
                                        + " the wine on the shelf."),
                        STOCK_BACK,
                        COUPON_BACK,
                        over(
                                "CUSTOMER_REQUEST",
                                "Your order has ended: you cancelled it. Your money goes back to"
                                        + " you. You can order again whenever you like."),
                        told(
                                "PAYMENT",
                                "ENDED",
                                "55,000 won went back to you. Your bank may take a few days to"
                                        + " show it."));
    }

    @Test
    void a_refund_that_is_faster_than_its_cancellation_reads_as_well() {
        var order = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        mall.tell(paid(order, 4));
        mall.tell(
                new OrderRefunded(
                        order.orderId(), 10, order.customerId(), 60_000, clock.instant()));
        mall.tell(mall.cancelRequest(order));
        mall.awaitCommand(order, ReturnStock.class);

        assertThat(timeline(order, 8).getLast())
                .isEqualTo(
                        ended(
                                "ORDER",
                                "CUSTOMER_REQUEST",
                                "You cancelled the order. Next, we give back what was set aside."));
    }

    @Test
    void stock_lost_to_a_late_payment_reads_that_nothing_is_charged() {
        var order = mall.bringTo(SagaState.COMMIT_STOCK, mall.anOrder());
        mall.answer(lost(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);

        assertThat(timeline(order, 7).subList(3, 7))
                .containsExactly(
                        AUTHORIZED,
                        ended(
                                "PAYMENT",
                                "STOCK_LOST",
                                "The payment came through too late: the wine could not be kept for"
                                        + " you any longer. You are not charged. Next, we let go of"
                                        + " what your bank keeps for us."),
                        STOCK_BACK,
                        over(
                                "STOCK_LOST",
                                "Your order has ended: the wine could not be kept for you. If you"
                                        + " still want the wine, please order again."));
    }

    @Test
    void a_payment_that_could_not_be_taken_reads_as_nobodys_cancellation() {
        var order = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        mall.tell(
                new OrderCancelRequested(
                        order.orderId(), 4, CancelReason.OVERDUE, null, clock.instant()));
        mall.awaitCommand(order, ReturnStock.class);

        assertThat(timeline(order, 6).getLast())
                .isEqualTo(
                        ended(
                                "ORDER",
                                "OVERDUE",
                                "The payment could not be taken: your bank had let it go. You are"
                                        + " not charged. Next, we give back what was set aside."));
    }

    @Test
    void who_is_short_of_what_is_said_for_each_wine_and_that_a_mail_will_come() {
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
                .containsExactly(
                        PLACED,
                        ended(
                                "CHECK_STOCK",
                                "STOCK_OUT",
                                "Only 1 left of Almaviva, you asked for 2."
                                        + " Opus One is out of stock, you asked for 3."
                                        + " There is no product "
                                        + unknown
                                        + "."),
                        over(
                                "STOCK_OUT",
                                "Your order has ended: the wine is out of stock. We write to you"
                                        + " when it is back."));
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
                        ended(
                                "APPLY_COUPON",
                                "COUPON_REJECTED",
                                why + " Next, we put the wine back."),
                        STOCK_BACK,
                        over(
                                "COUPON_REJECTED",
                                "Your order has ended: the coupon could not be used. Order again"
                                        + " without it, or with another one."));
    }

    @Test
    void an_order_in_line_reads_its_place_once_and_then_that_it_is_its_turn() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderThatWaits());
        mall.answer("first", awaited(order, 3));
        mall.answer("again", awaited(order, 3));
        mall.answer("nearer", awaited(order, 1));
        mall.awaitOutcomes(3, order, OrderAwaitingStock.class);
        var heldUntil = clock.instant().plus(RESERVATION_WINDOW).plus(BUDGET_AND_MARGIN);
        mall.answer(mall.reserved(order, true, heldUntil));
        mall.awaitOutcome(order, OrderCompleted.class);

        assertThat(timeline(order, 5))
                .containsExactly(
                        PLACED,
                        inLine(order, 3),
                        inLine(order, 1),
                        told(
                                "CHECK_STOCK",
                                "DONE",
                                "It is your turn: the wine is set aside for you until "
                                        + time(heldUntil)
                                        + "."),
                        told(
                                "PAYMENT",
                                "WAITING",
                                "Everything is set aside for you. Next, pay 60,000 won by "
                                        + time(clock.instant().plus(RESERVATION_WINDOW))
                                        + "; after that the wine goes back on the shelf."));
    }

    @Test
    void an_order_not_paid_in_time_reads_when_that_was_and_what_went_back() {
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
                        ended(
                                "PAYMENT",
                                "PAYMENT_TIMEOUT",
                                "The payment window ended at "
                                        + time(timedOut.dueAt())
                                        + ". You are not charged. Next, we put the wine back."),
                        COUPON_BACK,
                        STOCK_BACK,
                        over(
                                "PAYMENT_TIMEOUT",
                                "Your order has ended: it was not paid in time. If you still want"
                                        + " the wine, order again and pay within the time shown."));
    }

    @Test
    void an_order_cancelled_while_the_saga_decides_reads_who_cancelled_it_once() {
        var byCustomer = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        mall.tell(mall.cancelRequest(byCustomer));
        mall.awaitCommand(byCustomer, ReleaseStock.class);
        mall.tell(
                new OrderCancelRequested(
                        byCustomer.orderId(),
                        10,
                        CancelReason.CUSTOMER_REQUEST,
                        null,
                        clock.instant()));
        mall.answer(released(byCustomer));
        mall.awaitOutcome(byCustomer, OrderCanceled.class);
        var byOperator = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        http.post()
                .uri("/api/sagas/" + byOperator.orderId() + "/cancel")
                .header("Authorization", "Bearer " + TestTokens.admin(someone()))
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"reason\":\"recalled by the maker\"}")
                .exchange()
                .expectStatus()
                .isAccepted();

        assertThat(timeline(byCustomer, 4))
                .containsExactly(
                        PLACED,
                        ended(
                                "ORDER",
                                "CUSTOMER_REQUEST",
                                "You cancelled the order. Next, we give back what was set aside."),
                        told("CHECK_STOCK", "ENDED", "Nothing is set aside for you any more."),
                        over(
                                "CUSTOMER_REQUEST",
                                "Your order has ended: you cancelled it. You can order again"
                                        + " whenever you like."));
        assertThat(timeline(byOperator, 2))
                .containsExactly(
                        PLACED,
                        ended(
                                "ORDER",
                                "OPERATOR",
                                "We had to cancel the order. Next, we give back what was set"
                                        + " aside."));
    }

    @Test
    void what_goes_on_behind_the_scenes_is_not_told() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        clock.advance(Duration.ofSeconds(5));
        mall.awaitCommands(2, order, ReserveStock.class);
        mall.answer(released(order));
        await().until(() ->
                books.log(order.orderId()).stream()
                        .anyMatch(entry -> entry.kind() == LogEntry.Kind.STALE_REPLY));
        mall.tell(mall.cancelRequest(order));

        assertThat(timeline(order, 2))
                .extracting(Line::step, Line::reason)
                .containsExactly(tuple("ORDER", null), tuple("ORDER", "CUSTOMER_REQUEST"));
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

    // What order-service tells.

    private OrderPaid paid(OrderPlaced order, long version) {
        return new OrderPaid(
                order.orderId(), version, order.customerId(), 2, 55_000, clock.instant());
    }

    private OrderShipped shipped(OrderPlaced order, long version) {
        return new OrderShipped(
                order.orderId(), version, order.customerId(), "Vine Post", "VP-7", clock.instant());
    }

    private OrderDelivered delivered(OrderPlaced order, long version) {
        return new OrderDelivered(order.orderId(), version, order.customerId(), clock.instant());
    }

    // What is read.

    private Line inLine(OrderPlaced order, int position) {
        return told(
                "CHECK_STOCK",
                "WAITING",
                "Almaviva is out of stock. You are number %d in line. When it is your turn, until %s at the latest, we set it aside and write to you."
                        .formatted(position, time(order.waitUntil())));
    }

    private static Line told(String step, String outcome, String detail) {
        return new Line(step, outcome, null, detail);
    }

    private static Line ended(String step, String reason, String detail) {
        return new Line(step, "REFUSED", reason, detail);
    }

    private static Line over(String reason, String detail) {
        return new Line("ORDER", "ENDED", reason, detail);
    }

    private String time(Instant instant) {
        return Wording.time(instant, clock.instant());
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
