package com.winemall.orchestrator.saga.web;

import static com.winemall.orchestrator.RestOfTheMall.WINE;
import static com.winemall.orchestrator.RestOfTheMall.awaited;
import static com.winemall.orchestrator.RestOfTheMall.command;
import static com.winemall.orchestrator.RestOfTheMall.couponReturned;
import static com.winemall.orchestrator.RestOfTheMall.redeemed;
import static com.winemall.orchestrator.RestOfTheMall.rejected;
import static com.winemall.orchestrator.RestOfTheMall.released;
import static com.winemall.orchestrator.RestOfTheMall.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.test.Backends;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What operators see of sagas, and the four things they can do to one.
@OrchestratorServiceTest
class OperatorIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String USUALLY = "(, usually \\d+ ms and hardly ever more than \\d+ ms)?";
    private static final String NOBODY_LISTENS = "; nobody of it listens, \\d+ commands wait";

    private final TestClock clock;
    private final RestTestClient http;
    private final RestOfTheMall mall;
    private final CustomerId operator = someone();
    private final String admin = TestTokens.admin(operator);

    OperatorIT(TestClock clock, @LocalServerPort int port) {
        this.clock = clock;
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    // Looking.

    @Test
    void one_saga_is_shown_with_what_it_waits_for_and_its_whole_log() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());
        var now = clock.instant().toString();

        var saga = saga(order);

        assertThat(saga.get("orderId").asString()).isEqualTo(order.orderId().toString());
        assertThat(saga.get("customerId").asString()).isEqualTo(order.customerId().toString());
        assertThat(saga.get("state").asString()).isEqualTo("APPLY_COUPON");
        assertThat(saga.get("version").asInt()).isEqualTo(2);
        assertThat(saga.get("definitionVersion").asInt()).isEqualTo(1);
        assertThat(saga.at("/lines/0/productId").asString()).isEqualTo(WINE.toString());
        assertThat(saga.at("/pendingCommand/commandId").asString())
                .isEqualTo(command(order, "apply-coupon", "forward").value());
        assertThat(saga.at("/pendingCommand/attempts").asInt()).isEqualTo(1);
        assertThat(saga.get("since").asString()).isEqualTo(now);
        assertThat(saga.get("dueAt").asString())
                .isEqualTo(clock.instant().plus(PATIENCE).toString());
        assertThat(saga.get("stuckReason")).isNull();
        assertThat(log(order)).containsExactly("PLACED", "COMMAND", "REPLY", "COMMAND");
        assertThat(saga.at("/log/2/messageType").asString()).isEqualTo("StockReserved");
        assertThat(saga.at("/log/2/message/lines/0/unitPrice").asLong()).isEqualTo(30_000);
        assertThat(saga.at("/log/3/step").asString()).isEqualTo("apply-coupon");
        assertThat(saga.at("/log/3/direction").asString()).isEqualTo("FORWARD");
        assertThat(saga.at("/log/3/at").asString()).isEqualTo(now);
    }

    @Test
    void sagas_are_found_by_state_reason_trouble_order_and_customer_newest_first() {
        var customer = someone();
        var ended = mall.bringTo(SagaState.CHECK_STOCK, orderOf(customer));
        mall.answer(rejected(ended, CancelReason.STOCK_OUT, new Shortage(WINE, "Almaviva", 2, 0)));
        mall.awaitOutcome(ended, OrderCanceled.class);
        var accepted = mall.bringTo(SagaState.ORDER_COMPLETED, orderOf(customer));
        var silent = mall.bringTo(SagaState.CHECK_STOCK, orderOf(customer));
        clock.advance(PATIENCE);
        mall.awaitCommands(2, silent, ReserveStock.class);
        var paused = mall.bringTo(SagaState.CHECK_STOCK, orderOf(customer));
        move(paused, "pause", null).expectStatus().isAccepted();

        assertThat(found("q=" + customer))
                .containsExactlyElementsOf(
                        Stream.of(ended, accepted, silent, paused)
                                .map(order -> order.orderId().toString())
                                .sorted((one, other) -> other.compareTo(one))
                                .toList());
        assertThat(found("q=" + silent.orderId())).containsExactly(id(silent));
        assertThat(found("q=" + silent.orderId().toString().toUpperCase(Locale.ROOT)))
                .containsExactly(id(silent));
        assertThat(found("q=nobody")).isEmpty();
        assertThat(found("state=ORDER_COMPLETED&q=" + customer)).containsExactly(id(accepted));
        assertThat(found("reason=STOCK_OUT&q=" + customer)).containsExactly(id(ended));
        assertThat(found("reason=OVERDUE&q=" + customer)).isEmpty();
        assertThat(found("stuck=true&q=" + customer))
                .containsExactlyInAnyOrder(id(silent), id(paused));
        assertThat(found("stuck=false&q=" + customer))
                .containsExactlyInAnyOrder(id(ended), id(accepted));
        assertThat(found("stuck=true&state=CHECK_STOCK&reason=STOCK_OUT")).isEmpty();
    }

    @Test
    void sagas_are_found_by_what_was_ordered_and_what_was_said() {
        var customer = someone();
        var coupon = new CouponCode("CODE-" + customer);
        var wine = new ProductId(UUID.randomUUID());
        var order =
                mall.bringTo(
                        SagaState.APPLY_COUPON,
                        mall.orderOf(customer, coupon, WhenOutOfStock.CANCEL));
        move(order, "cancel", "{\"reason\":\"The Maker recalls " + wine + "\"}")
                .expectStatus()
                .isAccepted();

        assertThat(found("q=" + coupon.value().toLowerCase(Locale.ROOT)))
                .containsExactly(id(order));
        assertThat(found("q=maker recalls " + wine)).containsExactly(id(order));
        assertThat(found("q=" + WINE + "&reason=OPERATOR")).contains(id(order));
        assertThat(found("q=ALMAVIVA&reason=OPERATOR")).contains(id(order));
        assertThat(found("q=" + wine + "&state=CHECK_STOCK")).isEmpty();
        assertThat(found("q=%25&reason=OPERATOR")).isEmpty();
    }

    @Test
    void sagas_are_shown_page_by_page_without_their_logs() {
        var customer = someone();
        for (int i = 0; i < 3; i++) {
            mall.bringTo(SagaState.CHECK_STOCK, orderOf(customer));
        }

        var first = page("q=" + customer + "&size=2");
        var second = page("q=" + customer + "&size=2&page=1");

        assertThat(first.get("content")).hasSize(2);
        assertThat(second.get("content")).hasSize(1);
        assertThat(first.at("/content/0/log").isMissingNode()).isTrue();
        assertThat(second.get("page").toString())
                .isEqualTo("{\"number\":1,\"size\":2,\"totalElements\":3,\"totalPages\":2}");
        assertThat(page("q=" + customer + "&page=9").get("content")).isEmpty();
    }

    @Test
    void questions_that_make_no_sense_are_refused() {
        for (var query :
                List.of(
                        "state=LOST",
                        "stuck=perhaps",
                        "reason=BAD_WEATHER",
                        "page=-1",
                        "page=one",
                        "size=0",
                        "size=101")) {
            http.get()
                    .uri("/api/sagas?" + query)
                    .header("Authorization", "Bearer " + admin)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST")
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    // Stuck.

    @Test
    void
            a_saga_whose_participant_is_silent_says_whom_it_waits_for_how_long_and_when_it_needs_help() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        assertThat(saga(order).get("stuckReason")).isNull();

        clock.advance(PATIENCE);
        mall.awaitCommands(2, order, ReserveStock.class);
        assertThat(saga(order).get("stuckReason").asString())
                .matches(
                        "waiting for product-service to do check-stock for 5 s"
                                + USUALLY
                                + ", asked 2 times"
                                + NOBODY_LISTENS);
        for (int attempt = 3; attempt <= 5; attempt++) {
            clock.advance(Duration.ofMinutes(1));
            mall.awaitCommands(attempt, order, ReserveStock.class);
        }
        assertThat(saga(order).get("stuckReason").asString())
                .matches(
                        "waiting for product-service to do check-stock for 185 s"
                                + USUALLY
                                + ", asked 5 times"
                                + NOBODY_LISTENS
                                + "; needs help");
        assertThat(found("stuck=true&q=" + order.orderId())).containsExactly(id(order));

        mall.tell(mall.cancelRequest(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(saga(order).get("stuckReason")).isNull();
        assertThat(found("stuck=true&q=" + order.orderId())).isEmpty();
    }

    @Test
    void an_accepted_order_of_which_nothing_is_heard_past_its_deadline_is_stuck() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var dueAt = mall.awaitOutcome(order, OrderCompleted.class).paymentDueAt();

        clock.advance(RestOfTheMall.PAYMENT_WINDOW.plusSeconds(16));

        assertThat(saga(order).get("stuckReason").asString())
                .isEqualTo("waiting for order-service to say whether it was paid by " + dueAt);
        assertThat(found("stuck=true&q=" + order.orderId())).containsExactly(id(order));
    }

    @Test
    void an_order_in_line_is_asked_about_often_and_stuck_only_if_nobody_answers() {
        var order = mall.bringTo(SagaState.AWAIT_STOCK, mall.anOrderThatWaits());
        for (int asked = 2; asked <= 7; asked++) {
            clock.advance(PATIENCE.multipliedBy(1 << (asked - 2)));
            mall.awaitCommands(asked, order, ReserveStock.class);
            mall.answer("asked " + asked, awaited(order, 1));
            mall.awaitOutcomes(asked, order, OrderAwaitingStock.class);
        }

        assertThat(saga(order).at("/pendingCommand/attempts").asInt()).isEqualTo(7);
        assertThat(saga(order).get("stuckReason")).isNull();
        assertThat(found("stuck=true&q=" + order.orderId())).isEmpty();

        clock.advance(Duration.ofMinutes(11).plusSeconds(1));

        assertThat(saga(order).get("stuckReason").asString())
                .matches(
                        "waiting for product-service to say where in line it stands, silent for"
                                + " 661 s"
                                + NOBODY_LISTENS
                                + "; needs help");
        assertThat(found("stuck=true&q=" + order.orderId())).containsExactly(id(order));
    }

    @Test
    void a_paid_order_whose_stock_is_not_committed_says_whom_it_waits_for() {
        var order = mall.bringTo(SagaState.COMMIT_STOCK, mall.anOrder());

        clock.advance(PATIENCE);
        mall.awaitCommands(2, order, CommitStock.class);

        assertThat(saga(order).get("stuckReason").asString())
                .matches(
                        "waiting for product-service to do commit-stock for 5 s"
                                + USUALLY
                                + ", asked 2 times"
                                + NOBODY_LISTENS);
        assertThat(found("stuck=true&q=" + order.orderId())).containsExactly(id(order));
    }

    @Test
    void a_saga_that_ended_while_it_was_paused_is_not_stuck() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        move(order, "pause", null).expectStatus().isAccepted();
        mall.answer(rejected(order, CancelReason.STOCK_OUT, new Shortage(WINE, "Almaviva", 2, 0)));
        mall.awaitOutcome(order, OrderCanceled.class);

        assertThat(saga(order).get("stuckReason")).isNull();
        assertThat(found("stuck=true&q=" + order.orderId())).isEmpty();
        isRefused(order, "resume");
    }

    @Test
    void an_order_whose_coupon_service_is_down_says_so_and_is_undone_when_it_is_back() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());
        clock.advance(PATIENCE);
        mall.awaitCommands(2, order, RedeemCoupon.class);
        assertThat(saga(order).get("stuckReason").asString())
                .matches(
                        "waiting for coupon-service to do apply-coupon for 5 s"
                                + USUALLY
                                + ", asked 2 times"
                                + NOBODY_LISTENS);

        move(order, "cancel", "{\"reason\":\"customer called\"}").expectStatus().isAccepted();
        mall.awaitCommand(order, ReturnCoupon.class);
        // coupon-service is back, and does what it was asked in the order it was asked.
        mall.answer(redeemed(order, 5_000));
        await().until(() -> log(order).contains("STALE_REPLY"));
        assertThat(saga(order).get("state").asString()).isEqualTo("ROLLBACK_COUPON");
        mall.answer(couponReturned(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        assertThat(mall.awaitOutcome(order, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.OPERATOR);
        mall.answer("once more", redeemed(order, 5_000));

        await().until(() -> Collections.frequency(log(order), "STALE_REPLY") == 2);
        assertThat(saga(order).get("state").asString()).isEqualTo("ORDER_CANCELED");
        assertThat(mall.commands(order))
                .hasOnlyElementsOfTypes(
                        ReserveStock.class,
                        RedeemCoupon.class,
                        ReturnCoupon.class,
                        ReleaseStock.class)
                .hasSize(5);
        assertThat(mall.outcomes(order)).hasSize(1);
    }

    @Test
    void a_participant_that_listens_and_does_not_keep_up_is_behind() {
        var order = mall.bringTo(SagaState.COMMIT_STOCK, mall.anOrder());
        clock.advance(PATIENCE);
        mall.awaitCommands(2, order, CommitStock.class);

        try (var products = new SlowConsumer("product-service.stock", Topics.PRODUCT_COMMANDS)) {
            products.joins();

            await().untilAsserted(() ->
                    assertThat(saga(order).get("stuckReason").asString())
                            .matches(".*, asked 2 times; it is \\d+ commands behind"));

            products.catchesUp();
            await().untilAsserted(() ->
                    assertThat(saga(order).get("stuckReason").asString())
                            .endsWith(", asked 2 times"));
        }
    }

    // Moving.

    @Test
    void what_an_action_would_send_is_what_it_sends() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());

        var preview = preview(order, "CANCEL");

        assertThat(log(order)).containsExactly("PLACED", "COMMAND", "REPLY", "COMMAND");
        assertThat(saga(order).get("state").asString()).isEqualTo("APPLY_COUPON");
        assertThat(preview.get("state").asString()).isEqualTo("ROLLBACK_COUPON");
        assertThat(preview.get("reason").asString()).isEqualTo("OPERATOR");
        assertThat(texts(preview.get("sends"), "messageType")).containsExactly("ReturnCoupon");
        assertThat(preview.at("/undoesThen").toString()).isEqualTo("[\"check-stock\"]");
        var moved = body(move(order, "cancel", "{\"reason\":\"recalled\"}"));
        assertThat(moved.get("state")).isEqualTo(preview.get("state"));
        assertThat(moved.get("version")).isEqualTo(preview.get("version"));
        assertThat(moved.get("pendingCommand")).isEqualTo(preview.get("pendingCommand"));
        var sent = mall.awaitCommand(order, ReturnCoupon.class);
        assertThat(preview.at("/sends/0/message")).isEqualTo(JSON.valueToTree(sent));
        assertThat(preview.at("/sends/0/topic").asString()).isEqualTo("coupon.commands");
        assertThat(mall.commandIds(order)).contains(preview.at("/sends/0/messageId").asString());
        mall.answer(couponReturned(order));
        mall.awaitCommand(order, ReleaseStock.class);
    }

    @Test
    void asking_again_pausing_and_resuming_are_shown_before_they_are_done() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        assertThat(texts(preview(order, "RETRY").get("sends"), "messageType"))
                .containsExactly("ReserveStock");
        assertThat(preview(order, "RETRY").at("/pendingCommand/attempts").asInt()).isEqualTo(2);
        assertThat(preview(order, "PAUSE").get("paused").asBoolean()).isTrue();
        assertThat(preview(order, "PAUSE").get("sends")).isEmpty();
        move(order, "pause", null).expectStatus().isAccepted();
        assertThat(texts(preview(order, "RESUME").get("sends"), "messageType"))
                .containsExactly("ReserveStock");
        assertThat(mall.commands(order)).hasSize(1);
    }

    @Test
    void what_would_be_refused_has_no_preview() {
        var paid = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());

        for (var action : List.of("RETRY", "CANCEL", "PAUSE", "RESUME")) {
            exchange(HttpMethod.GET, paid.orderId() + "/preview?action=" + action, admin, "")
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("WRONG_STATUS")
                    .jsonPath("$.state")
                    .isEqualTo("ORDER_PAID");
        }
        is(
                new Call(HttpMethod.GET, mall.anOrder().orderId() + "/preview?action=CANCEL"),
                admin,
                404,
                "ORDER_NOT_FOUND");
        for (var query :
                List.of("", "?action=EXPLODE", "?action=CANCEL&reason=" + "x".repeat(501))) {
            is(
                    new Call(HttpMethod.GET, paid.orderId() + "/preview" + query),
                    admin,
                    400,
                    "INVALID_REQUEST");
        }
        assertThat(operatorEntries(paid)).isEmpty();
    }

    @Test
    void an_operator_asks_a_silent_participant_again_at_once() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        var moved = move(order, "retry", "{\"reason\":\"they say it is back\"}");

        moved.expectStatus().isAccepted();
        assertThat(body(moved).at("/pendingCommand/attempts").asInt()).isEqualTo(2);
        assertThat(mall.awaitCommands(2, order, ReserveStock.class).stream().distinct()).hasSize(1);
        assertThat(operatorEntries(order))
                .containsExactly("RETRY: they say it is back by Tester (" + operator + ")");
    }

    @Test
    void an_operator_cancels_a_running_order_and_the_step_in_doubt_is_undone_too() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());

        var moved = move(order, "cancel", "{\"reason\":\"recalled by the maker\"}");

        moved.expectStatus().isAccepted();
        assertThat(body(moved).get("state").asString()).isEqualTo("ROLLBACK_COUPON");
        mall.awaitCommand(order, ReturnCoupon.class);
        mall.answer(couponReturned(order));
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        var canceled = mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(canceled.reason()).isEqualTo(CancelReason.OPERATOR);
        assertThat(canceled.note()).isEqualTo("recalled by the maker");
        assertThat(operatorEntries(order))
                .containsExactly("CANCEL: recalled by the maker by Tester (" + operator + ")");
        assertThat(found("reason=OPERATOR&q=" + order.orderId())).containsExactly(id(order));
    }

    @Test
    void a_paused_saga_hears_and_stays_silent_until_it_is_resumed() {
        var another = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderWithCoupon());

        var paused = move(order, "pause", "{\"reason\":\"let me look\"}");
        paused.expectStatus().isAccepted();
        assertThat(body(paused).get("paused").asBoolean()).isTrue();
        assertThat(saga(order).get("stuckReason").asString()).isEqualTo("paused by an operator");
        mall.answer(mall.reserved(order));
        await().until(() -> saga(order).get("state").asString().equals("APPLY_COUPON"));
        clock.advance(PATIENCE);
        mall.awaitCommands(2, another, ReserveStock.class);
        assertThat(mall.commands(order)).hasOnlyElementsOfType(ReserveStock.class).hasSize(1);
        var resumed = move(order, "resume", null);

        resumed.expectStatus().isAccepted();
        mall.awaitCommand(order, RedeemCoupon.class);
        assertThat(saga(order).get("stuckReason")).isNull();
        assertThat(operatorEntries(order))
                .containsExactly(
                        "PAUSE: let me look by Tester (" + operator + ")",
                        "RESUME: no reason given by Tester (" + operator + ")");
        assertThat(log(order))
                .containsExactly("PLACED", "COMMAND", "OPERATOR", "REPLY", "OPERATOR", "COMMAND");
    }

    @Test
    void of_operators_who_cancel_at_once_one_does_it() throws InterruptedException {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var gate = new CyclicBarrier(10);
        Callable<Integer> cancel =
                () -> {
                    gate.await();
                    return move(order, "cancel", "{\"reason\":\"recalled\"}")
                            .returnResult(String.class)
                            .getStatus()
                            .value();
                };

        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses =
                    threads.invokeAll(Collections.nCopies(10, cancel)).stream()
                            .map(Future::resultNow)
                            .toList();
        }

        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 409);
        assertThat(operatorEntries(order)).hasSize(1);
        mall.awaitCommand(order, ReleaseStock.class);
        mall.answer(released(order));
        mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(mall.commands(order)).hasSize(2);
    }

    @Test
    void what_does_not_fit_the_state_is_refused_and_not_written_down() {
        var accepted = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var paid = mall.bringTo(SagaState.ORDER_PAID, mall.anOrder());
        var paused = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        move(paused, "pause", null).expectStatus().isAccepted();

        isRefused(accepted, "cancel");
        isRefused(accepted, "retry");
        isRefused(accepted, "resume");
        isRefused(paid, "cancel");
        isRefused(paid, "pause");
        isRefused(paused, "pause");
        isRefused(paused, "retry");
        assertThat(operatorEntries(accepted)).isEmpty();
        assertThat(operatorEntries(paid)).isEmpty();
        assertThat(operatorEntries(paused)).hasSize(1);
    }

    @Test
    void an_order_nobody_placed_is_not_found() {
        var unknown = mall.anOrder();

        for (var path : List.of("", "/retry", "/cancel", "/pause", "/resume")) {
            exchange(
                            path.isEmpty() ? HttpMethod.GET : HttpMethod.POST,
                            unknown.orderId() + path,
                            admin,
                            "{\"reason\":\"why not\"}")
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("ORDER_NOT_FOUND");
        }
    }

    @Test
    void bodies_and_ids_that_make_no_sense_are_refused_and_change_nothing() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var tooLong = "{\"reason\":\"" + "x".repeat(501) + "\"}";

        for (var body :
                List.of("", "{}", "{\"reason\":null}", "{\"reason\":\" \"}", tooLong, "{", "[]")) {
            isInvalid(order.orderId(), "cancel", body);
        }
        for (var action : List.of("retry", "pause", "resume")) {
            isInvalid(order.orderId(), action, tooLong);
            isInvalid(order.orderId(), action, "{\"reason\":");
        }
        isInvalid("not-an-id", "retry", "{}");
        assertThat(log(order)).containsExactly("PLACED", "COMMAND");
    }

    @Test
    void only_operators_see_and_move_sagas() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var customer = TestTokens.customer(order.customerId());
        var calls =
                List.of(
                        new Call(HttpMethod.GET, ""),
                        new Call(HttpMethod.GET, order.orderId().toString()),
                        new Call(HttpMethod.GET, order.orderId() + "/preview?action=CANCEL"),
                        new Call(HttpMethod.POST, order.orderId() + "/retry"),
                        new Call(HttpMethod.POST, order.orderId() + "/cancel"),
                        new Call(HttpMethod.POST, order.orderId() + "/pause"),
                        new Call(HttpMethod.POST, order.orderId() + "/resume"));

        var nobodys =
                List.of(
                        TestTokens.expired(operator),
                        TestTokens.foreign(operator),
                        TestTokens.unsigned(operator),
                        "garbage");

        for (var call : calls) {
            is(call, customer, 403, "FORBIDDEN");
            nobodys.forEach(token -> is(call, token, 401, "UNAUTHENTICATED"));
        }
        http.get().uri("/api/sagas").exchange().expectStatus().isUnauthorized();
        assertThat(log(order)).containsExactly("PLACED", "COMMAND");
    }

    // How.

    private OrderPlaced orderOf(CustomerId customer) {
        return mall.orderOf(customer, null, WhenOutOfStock.CANCEL);
    }

    private void is(Call call, String token, int status, String code) {
        exchange(call.method(), call.path(), token, "{\"reason\":\"mine\"}")
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private void isRefused(OrderPlaced order, String action) {
        var state = saga(order).get("state").asString();
        move(order, action, "{\"reason\":\"try\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("WRONG_STATUS")
                .jsonPath("$.state")
                .isEqualTo(state);
    }

    private void isInvalid(Object order, String action, String body) {
        exchange(HttpMethod.POST, order + "/" + action, admin, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_REQUEST")
                .jsonPath("$.errors[0].field")
                .isNotEmpty();
    }

    private RestTestClient.ResponseSpec move(OrderPlaced order, String action, String body) {
        var request =
                http.post()
                        .uri("/api/sagas/" + order.orderId() + "/" + action)
                        .header("Authorization", "Bearer " + admin);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private RestTestClient.ResponseSpec exchange(
            HttpMethod method, String path, String token, String body) {
        var request =
                http.method(method)
                        .uri("/api/sagas" + (path.isEmpty() ? "" : "/" + path))
                        .header("Authorization", "Bearer " + token);
        return method.equals(HttpMethod.GET)
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private JsonNode preview(OrderPlaced order, String action) {
        return body(
                exchange(
                        HttpMethod.GET,
                        order.orderId() + "/preview?action=" + action + "&reason=recalled",
                        admin,
                        ""));
    }

    private JsonNode saga(OrderPlaced order) {
        return body(exchange(HttpMethod.GET, order.orderId().toString(), admin, ""));
    }

    private JsonNode page(String query) {
        return body(
                http.get()
                        .uri("/api/sagas?" + query)
                        .header("Authorization", "Bearer " + admin)
                        .exchange());
    }

    private List<String> found(String query) {
        return texts(page(query).get("content"), "orderId");
    }

    private List<String> log(OrderPlaced order) {
        return texts(saga(order).get("log"), "kind");
    }

    /// What operators did, why, and who they were.
    private List<String> operatorEntries(OrderPlaced order) {
        return StreamSupport.stream(saga(order).get("log").spliterator(), false)
                .filter(entry -> entry.get("kind").asString().equals("OPERATOR"))
                .map(entry -> entry.get("note").asString() + " by " + entry.get("actor").asString())
                .toList();
    }

    private static List<String> texts(JsonNode nodes, String field) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.get(field).asString())
                .toList();
    }

    private static JsonNode body(RestTestClient.ResponseSpec answer) {
        return JSON.readTree(answer.returnResult(String.class).getResponseBody());
    }

    private static String id(OrderPlaced order) {
        return order.orderId().toString();
    }

    private record Call(HttpMethod method, String path) {}

    /// A participant's consumer that is there and takes its commands only when it is told to.
    private static final class SlowConsumer implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Topic<?> topic;

        SlowConsumer(String group, Topic<?> topic) {
            this.consumer =
                    new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    Backends.get().kafkaServers(),
                                    "group.id",
                                    group,
                                    "auto.offset.reset",
                                    "earliest",
                                    "enable.auto.commit",
                                    false),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer());
            this.topic = topic;
        }

        void joins() {
            consumer.subscribe(List.of(topic.name()));
            await().pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(50));
                        return !consumer.assignment().isEmpty();
                    });
        }

        void catchesUp() {
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            consumer.commitSync();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
