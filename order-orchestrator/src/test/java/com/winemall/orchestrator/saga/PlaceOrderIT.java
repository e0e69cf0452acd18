package com.winemall.orchestrator.saga;

import static com.winemall.orchestrator.RestOfTheMall.BUDGET_AND_MARGIN;
import static com.winemall.orchestrator.RestOfTheMall.COUPON;
import static com.winemall.orchestrator.RestOfTheMall.PAYMENT_WINDOW;
import static com.winemall.orchestrator.RestOfTheMall.RESERVATION_WINDOW;
import static com.winemall.orchestrator.RestOfTheMall.WINE;
import static com.winemall.orchestrator.RestOfTheMall.awaited;
import static com.winemall.orchestrator.RestOfTheMall.command;
import static com.winemall.orchestrator.RestOfTheMall.committed;
import static com.winemall.orchestrator.RestOfTheMall.couponRejected;
import static com.winemall.orchestrator.RestOfTheMall.couponReturned;
import static com.winemall.orchestrator.RestOfTheMall.lost;
import static com.winemall.orchestrator.RestOfTheMall.pricedLines;
import static com.winemall.orchestrator.RestOfTheMall.redeemed;
import static com.winemall.orchestrator.RestOfTheMall.rejected;
import static com.winemall.orchestrator.RestOfTheMall.released;
import static com.winemall.orchestrator.RestOfTheMall.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.Message;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One order's saga at a time, from its order's event to its outcome, over Kafka and PostgreSQL.
@OrchestratorServiceTest
class PlaceOrderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SagaBooks books;
    private final TestClock clock;
    private final RestOfTheMall mall;

    PlaceOrderIT(SagaBooks books, TestClock clock) {
        this.books = books;
        this.clock = clock;
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    // The way forward.

    @Test
    void an_order_without_a_coupon_is_completed_when_its_stock_is_reserved() {
        var order = mall.anOrder();
        mall.tell(order);

        var reserve = mall.awaitCommand(order, ReserveStock.class);
        mall.answer(mall.reserved(order));
        var completed = mall.awaitOutcome(order, OrderCompleted.class);

        assertThat(reserve)
                .isEqualTo(
                        new ReserveStock(
                                command(order, "check-stock", "forward"),
                                order.orderId(),
                                order.customerId(),
                                order.lines(),
                                order.whenOutOfStock(),
                                null,
                                PAYMENT_WINDOW.plus(BUDGET_AND_MARGIN),
                                RESERVATION_WINDOW.plus(BUDGET_AND_MARGIN),
                                order.waitUntil()));
        assertThat(completed)
                .isEqualTo(
                        new OrderCompleted(
                                order.orderId(),
                                2,
                                order.customerId(),
                                pricedLines(),
                                null,
                                60_000,
                                0,
                                60_000,
                                false,
                                clock.instant().plus(PAYMENT_WINDOW)));
        assertThat(mall.commandIds(order))
                .containsExactly(command(order, "check-stock", "forward").value());
    }

    @Test
    void a_coupon_is_redeemed_against_what_the_lines_cost_and_lowers_what_there_is_to_pay() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderWithCoupon());

        mall.answer(mall.reserved(order));
        var redeem = mall.awaitCommand(order, RedeemCoupon.class);
        mall.answer(redeemed(order, 5_000));
        var completed = mall.awaitOutcome(order, OrderCompleted.class);

        assertThat(redeem)
                .isEqualTo(
                        new RedeemCoupon(
                                command(order, "apply-coupon", "forward"),
                                order.orderId(),
                                order.customerId(),
                                COUPON,
                                60_000));
        assertThat(completed)
                .isEqualTo(
                        new OrderCompleted(
                                order.orderId(),
                                3,
                                order.customerId(),
                                pricedLines(),
                                COUPON,
                                60_000,
                                5_000,
                                55_000,
                                false,
                                clock.instant().plus(PAYMENT_WINDOW)));
    }

    @Test
    void the_stock_is_committed_when_the_money_is_authorized_and_then_the_money_may_be_taken() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());

        mall.tell(mall.authorized(order));
        var commit = mall.awaitCommand(order, CommitStock.class);
        mall.answer(committed(order));
        var taken = mall.awaitOutcome(order, OrderStockCommitted.class);

        assertThat(commit)
                .isEqualTo(
                        new CommitStock(
                                command(order, "commit-stock", "forward"),
                                order.orderId(),
                                order.lines()));
        assertThat(taken)
                .isEqualTo(new OrderStockCommitted(order.orderId(), 4, order.customerId()));
        assertThat(saga(order).isEnded()).isTrue();
    }

    // Refused: what came before is undone.

    @Test
    void missing_stock_ends_the_order_and_says_what_was_missing() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderWithCoupon());
        var shortage = new Shortage(WINE, "Almaviva", 2, 1);

        mall.answer(rejected(order, CancelReason.STOCK_OUT, shortage));

        assertThat(mall.awaitOutcome(order, OrderCanceled.class))
                .isEqualTo(
                        new OrderCanceled(
                                order.orderId(),
                                2,
                                order.customerId(),
                                CancelReason.STOCK_OUT,
                                List.of(shortage),
                                null,
                                null,
                                clock.instant()));
        assertThat(kindsOfCommands(order)).containsExactly(ReserveStock.class);
    }

    @Test
    void a_refused_coupon_gives_the_stock_back_before_the_order_has_ended() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());

        mall.answer(couponRejected(order, CouponProblem.EXPIRED));
        var release = mall.awaitCommand(order, ReleaseStock.class);
        assertThat(mall.outcomes(order)).isEmpty();
        mall.answer(released(order));

        assertThat(release)
                .isEqualTo(
                        new ReleaseStock(
                                command(order, "check-stock", "compensate"),
                                order.orderId(),
                                order.lines()));
        assertThat(mall.awaitOutcome(order, OrderCanceled.class))
                .isEqualTo(
                        new OrderCanceled(
                                order.orderId(),
                                4,
                                order.customerId(),
                                CancelReason.COUPON_REJECTED,
                                List.of(),
                                CouponProblem.EXPIRED,
                                null,
                                clock.instant()));
    }

    @Test
    void stock_lost_after_the_payment_gives_back_the_coupon_and_what_is_left_of_the_stock() {
        var order = mall.bringTo(SagaState.COMMIT_STOCK, mall.anOrderWithCoupon());

        mall.answer(lost(order));
        giveBack(order, List.of(ReturnCoupon.class, ReleaseStock.class));

        assertThat(mall.awaitOutcome(order, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.STOCK_LOST);
    }

    @Test
    void an_order_nobody_paid_in_time_gives_everything_back() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrderWithCoupon());

        mall.tell(mall.timedOut(order));
        giveBack(order, List.of(ReturnCoupon.class, ReleaseStock.class));

        assertThat(mall.awaitOutcome(order, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.PAYMENT_TIMEOUT);
    }

    // Waiting in line.

    @Test
    void an_order_that_may_wait_stands_in_line_and_goes_on_when_stock_arrives() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrderThatWaits());

        mall.answer("third", awaited(order, 3));
        mall.awaitOutcome(order, OrderAwaitingStock.class);
        assertThat(saga(order).state()).isEqualTo(SagaState.AWAIT_STOCK);
        mall.answer("first", awaited(order, 1));
        var places = mall.awaitOutcomes(2, order, OrderAwaitingStock.class);
        var heldUntil = clock.instant().plus(RESERVATION_WINDOW).plus(BUDGET_AND_MARGIN);
        mall.answer(mall.reserved(order, true, heldUntil));
        var completed = mall.awaitOutcome(order, OrderCompleted.class);

        assertThat(places)
                .containsExactly(
                        new OrderAwaitingStock(
                                order.orderId(),
                                2,
                                order.customerId(),
                                WINE,
                                "Almaviva",
                                3,
                                order.waitUntil()),
                        new OrderAwaitingStock(
                                order.orderId(),
                                3,
                                order.customerId(),
                                WINE,
                                "Almaviva",
                                1,
                                order.waitUntil()));
        assertThat(completed.servedFromLine()).isTrue();
        assertThat(completed.paymentDueAt()).isEqualTo(clock.instant().plus(RESERVATION_WINDOW));
    }

    @Test
    void a_wait_in_vain_ends_the_order() {
        var order = mall.bringTo(SagaState.AWAIT_STOCK, mall.anOrderThatWaits());

        mall.answer(rejected(order, CancelReason.WAIT_EXPIRED));

        assertThat(mall.awaitOutcome(order, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.WAIT_EXPIRED);
    }

    // Cancelled by the customer.

    @ParameterizedTest
    @MethodSource("statesAndWhatThereIsToUndo")
    void a_customer_may_cancel_anywhere_and_everything_is_given_back_the_last_thing_first(
            SagaState state, List<Class<? extends Message>> undoing) {
        var order =
                mall.bringTo(
                        state,
                        state == SagaState.AWAIT_STOCK
                                ? mall.anOrderThatWaits()
                                : mall.anOrderWithCoupon());

        mall.tell(mall.cancelRequest(order));
        giveBack(order, undoing);

        var canceled = mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(canceled.reason()).isEqualTo(CancelReason.CUSTOMER_REQUEST);
        assertThat(canceled.note()).isEqualTo("too dear");
        assertThat(saga(order).reached()).isEmpty();
    }

    static List<Arguments> statesAndWhatThereIsToUndo() {
        return List.of(
                // In doubt: it was asked for, and nobody has answered.
                arguments(SagaState.CHECK_STOCK, List.of(ReleaseStock.class)),
                arguments(SagaState.AWAIT_STOCK, List.of(ReleaseStock.class)),
                arguments(SagaState.APPLY_COUPON, List.of(ReturnCoupon.class, ReleaseStock.class)),
                arguments(
                        SagaState.ORDER_COMPLETED, List.of(ReturnCoupon.class, ReleaseStock.class)),
                arguments(
                        SagaState.COMMIT_STOCK,
                        List.of(ReturnStock.class, ReturnCoupon.class, ReleaseStock.class)),
                arguments(
                        SagaState.ORDER_PAID,
                        List.of(ReturnStock.class, ReturnCoupon.class, ReleaseStock.class)));
    }

    @Test
    void a_cancellation_changes_neither_an_order_that_gives_back_nor_one_that_has_ended() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());
        mall.answer(couponRejected(order, CouponProblem.USED));
        mall.awaitCommand(order, ReleaseStock.class);

        mall.tell(mall.cancelRequest(order));
        await().until(() -> kindsOfLog(order).contains(LogEntry.Kind.ORDER));
        mall.answer(released(order));
        var canceled = mall.awaitOutcome(order, OrderCanceled.class);
        mall.tell(mall.cancelRequest(order));

        // What was known before is answered with what followed from it.
        assertThat(mall.awaitOutcomes(2, order, OrderCanceled.class)).containsOnly(canceled);
        assertThat(canceled.reason()).isEqualTo(CancelReason.COUPON_REJECTED);
        assertThat(kindsOfCommands(order))
                .containsExactly(ReserveStock.class, ReleaseStock.class, RedeemCoupon.class);
    }

    // Silence.

    @Test
    void a_silent_participant_is_asked_again_under_the_same_id_with_growing_pauses() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        clock.advance(PATIENCE);
        mall.awaitCommands(2, order, ReserveStock.class);
        assertThat(saga(order).dueAt()).isEqualTo(clock.instant().plus(PATIENCE.multipliedBy(2)));
        clock.advance(PATIENCE.multipliedBy(2));
        var asked = mall.awaitCommands(3, order, ReserveStock.class);
        assertThat(saga(order).dueAt()).isEqualTo(clock.instant().plus(PATIENCE.multipliedBy(4)));
        mall.answer(mall.reserved(order));

        mall.awaitOutcome(order, OrderCompleted.class);
        assertThat(asked.stream().distinct()).hasSize(1);
        assertThat(mall.commandIds(order))
                .containsOnly(command(order, "check-stock", "forward").value());
        assertThat(kindsOfLog(order))
                .containsExactly(
                        LogEntry.Kind.PLACED,
                        LogEntry.Kind.COMMAND,
                        LogEntry.Kind.RESENT,
                        LogEntry.Kind.RESENT,
                        LogEntry.Kind.REPLY,
                        LogEntry.Kind.OUTCOME);
    }

    @Test
    void a_step_silent_for_too_long_is_in_doubt_and_given_up_and_undone() {
        var order = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());

        // Half of the payment window could not be given any more.
        clock.advance(Duration.ofSeconds(60 + 150).plusMillis(1));
        giveBack(order, List.of(ReturnCoupon.class, ReleaseStock.class));

        var canceled = mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(canceled.reason()).isEqualTo(CancelReason.OVERDUE);
        assertThat(mall.awaitCommands(1, order, RedeemCoupon.class)).hasSize(1);
        assertThat(kindsOfLog(order)).contains(LogEntry.Kind.OVERDUE);
    }

    @Test
    void undoing_is_asked_for_until_it_is_answered() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        mall.tell(mall.timedOut(order));
        mall.awaitCommand(order, ReleaseStock.class);

        // Far past the hold: nobody gives up.
        for (int attempt = 2; attempt <= 7; attempt++) {
            clock.advance(Duration.ofMinutes(1));
            mall.awaitCommands(attempt, order, ReleaseStock.class);
        }
        assertThat(saga(order).state()).isEqualTo(SagaState.ROLLBACK_STOCK);
        assertThat(mall.outcomes(order)).hasOnlyElementsOfType(OrderCompleted.class);
        mall.answer(released(order));

        mall.awaitOutcome(order, OrderCanceled.class);
    }

    @Test
    void an_outcome_nobody_reacts_to_is_told_again() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());

        clock.advance(PAYMENT_WINDOW.plus(BUDGET_AND_MARGIN).plusSeconds(15));

        var told = mall.awaitOutcomes(2, order, OrderCompleted.class);
        assertThat(told.getLast().paymentDueAt()).isEqualTo(told.getFirst().paymentDueAt());
        assertThat(saga(order).state()).isEqualTo(SagaState.ORDER_COMPLETED);
    }

    // Doubled, late and foreign messages.

    @Test
    void messages_delivered_again_are_answered_again_and_change_nothing() {
        var order = mall.anOrderWithCoupon();

        mall.tell(order);
        mall.tell(order);
        var asked = mall.awaitCommands(2, order, ReserveStock.class);
        var reserved = mall.reserved(order);
        mall.answer(reserved);
        mall.answer(reserved);
        var redeems = mall.awaitCommands(2, order, RedeemCoupon.class);
        mall.answer(redeemed(order, 5_000));
        mall.answer(redeemed(order, 5_000));
        var completed = mall.awaitOutcomes(2, order, OrderCompleted.class);

        assertThat(asked.stream().distinct()).hasSize(1);
        assertThat(redeems.stream().distinct()).hasSize(1);
        assertThat(completed.stream().distinct()).hasSize(1);
        assertThat(saga(order).version()).isEqualTo(3);
    }

    @Test
    void a_reply_nobody_waits_for_is_logged_and_changes_nothing() {
        var order = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        var before = saga(order);

        // Of a step this order has not, of one it has not come to, and of one it does not undo.
        for (SagaReply stray : List.of(redeemed(order, 9_000), lost(order), released(order))) {
            mall.answer(stray);
        }

        await().until(() ->
                kindsOfLog(order).stream().filter(LogEntry.Kind.STALE_REPLY::equals).count() == 3);
        assertThat(saga(order)).isEqualTo(before);
        assertThat(mall.outcomes(order)).hasSize(1);
        assertThat(kindsOfCommands(order)).containsExactly(ReserveStock.class);
    }

    @Test
    void an_answer_that_comes_after_its_step_was_given_up_does_not_bring_the_order_back() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        mall.tell(mall.cancelRequest(order));
        mall.awaitCommand(order, ReleaseStock.class);

        mall.answer(mall.reserved(order));
        mall.answer(released(order));

        mall.awaitOutcome(order, OrderCanceled.class);
        assertThat(mall.outcomes(order)).hasOnlyElementsOfType(OrderCanceled.class);
        assertThat(kindsOfLog(order)).contains(LogEntry.Kind.STALE_REPLY);
    }

    @Test
    void an_older_fact_about_an_order_changes_nothing() {
        var order = mall.bringTo(SagaState.COMMIT_STOCK, mall.anOrder());
        var before = saga(order);

        // Its version is that of the payment, which the saga knows.
        mall.tell(mall.timedOut(order));

        mall.awaitCommands(2, order, CommitStock.class);
        assertThat(saga(order)).isEqualTo(before);
    }

    // How.

    /// Answers the undoing of each step, in this order and no other.
    private void giveBack(OrderPlaced order, List<Class<? extends Message>> undoing) {
        for (var undo : undoing) {
            mall.awaitCommand(order, undo);
            assertThat(mall.outcomes(order)).noneMatch(OrderCanceled.class::isInstance);
            assertThat(undoes(order))
                    .as("one at a time")
                    .containsExactlyInAnyOrderElementsOf(
                            undoing.subList(0, undoing.indexOf(undo) + 1));
            mall.answer(answerTo(order, undo));
        }
    }

    private static SagaReply answerTo(OrderPlaced order, Class<? extends Message> undo) {
        return undo == ReturnStock.class
                ? returned(order)
                : undo == ReturnCoupon.class ? couponReturned(order) : released(order);
    }

    private List<Class<?>> undoes(OrderPlaced order) {
        var undoes = List.of(ReturnStock.class, ReturnCoupon.class, ReleaseStock.class);
        return kindsOfCommands(order).stream().filter(undoes::contains).toList();
    }

    private List<Class<?>> kindsOfCommands(OrderPlaced order) {
        Stream<Message> commands = mall.commands(order).stream();
        return commands.<Class<?>>map(Object::getClass).toList();
    }

    private List<LogEntry.Kind> kindsOfLog(OrderPlaced order) {
        return books.log(order.orderId()).stream().map(LogEntry::kind).toList();
    }

    private Saga saga(OrderPlaced order) {
        return books.find(order.orderId()).orElseThrow().saga();
    }
}
