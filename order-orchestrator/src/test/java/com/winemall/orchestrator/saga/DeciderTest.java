package com.winemall.orchestrator.saga;

import static com.winemall.orchestrator.saga.SagaFixtures.NOON;
import static com.winemall.orchestrator.saga.SagaFixtures.PAYMENT_WINDOW;
import static com.winemall.orchestrator.saga.SagaFixtures.TIMES;
import static com.winemall.orchestrator.saga.SagaFixtures.WINE;
import static com.winemall.orchestrator.saga.SagaFixtures.anOrder;
import static com.winemall.orchestrator.saga.SagaFixtures.anOrderFromTheLineOfAnEvent;
import static com.winemall.orchestrator.saga.SagaFixtures.anOrderOf;
import static com.winemall.orchestrator.saga.SagaFixtures.anOrderThatWaits;
import static com.winemall.orchestrator.saga.SagaFixtures.anOrderWithCoupon;
import static com.winemall.orchestrator.saga.SagaFixtures.command;
import static com.winemall.orchestrator.saga.SagaFixtures.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.EventId;
import com.winemall.contracts.Message;
import com.winemall.contracts.PricedLine;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.order.OrderCancelRequested;
import com.winemall.contracts.order.OrderEvent;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.order.OrderRefunded;
import com.winemall.contracts.order.PaymentAuthorized;
import com.winemall.contracts.order.PaymentTimedOut;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.outcome.OrderOutcome;
import com.winemall.contracts.outcome.OrderStockCommitted;
import com.winemall.contracts.product.CommitStock;
import com.winemall.contracts.product.ReleaseStock;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.contracts.product.ReturnStock;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.contracts.reply.StockAwaited;
import com.winemall.contracts.reply.StockCommitted;
import com.winemall.contracts.reply.StockLost;
import com.winemall.contracts.reply.StockRejected;
import com.winemall.contracts.reply.StockReleased;
import com.winemall.contracts.reply.StockReserved;
import com.winemall.contracts.reply.StockReturned;
import com.winemall.orchestrator.saga.SagaMessage.Due;
import com.winemall.orchestrator.saga.SagaMessage.OperatorAction;
import com.winemall.orchestrator.saga.SagaMessage.OrderChanged;
import com.winemall.orchestrator.saga.SagaMessage.Ordered;
import com.winemall.orchestrator.saga.SagaMessage.Replied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private static final Duration HOLD = TIMES.holdFor(PAYMENT_WINDOW);
    private static final Instant HELD_UNTIL = NOON.plus(HOLD);

    private final Decider decider = new Decider(TIMES);

    private Instant now = NOON;

    // The way forward.

    @Test
    void a_placed_order_asks_for_its_stock_first() {
        var order = anOrder();

        var decision = decider.start(order, NOON);

        assertThat(decision.saga().state()).isEqualTo(SagaState.CHECK_STOCK);
        assertThat(decision.messages())
                .containsExactly(
                        new ReserveStock(
                                command(order, "check-stock", "forward"),
                                order.orderId(),
                                order.customerId(),
                                order.lines(),
                                order.whenOutOfStock(),
                                null,
                                HOLD,
                                TIMES.holdFor(order.reservationWindow()),
                                order.waitUntil()));
        assertThat(kinds(decision)).containsExactly(LogEntry.Kind.PLACED, LogEntry.Kind.COMMAND);
    }

    @Test
    void an_order_of_an_event_asks_for_units_of_the_event() {
        var event = new EventId(new UUID(0, 4));

        var decision = decider.start(anOrderOf(event), NOON);

        assertThat(decision.messages())
                .singleElement()
                .isInstanceOfSatisfying(
                        ReserveStock.class, it -> assertThat(it.eventId()).isEqualTo(event));
    }

    @Test
    void reserved_stock_completes_an_order_without_a_coupon() {
        var order = anOrder();

        var decision = reply(started(order), reserved(order, HELD_UNTIL));

        assertThat(decision.saga().state()).isEqualTo(SagaState.ORDER_COMPLETED);
        assertThat(decision.messages())
                .containsExactly(
                        new OrderCompleted(
                                order.orderId(),
                                2,
                                order.customerId(),
                                List.of(new PricedLine(WINE, "Almaviva", 30_000, 2)),
                                null,
                                60_000,
                                0,
                                60_000,
                                false,
                                NOON.plus(PAYMENT_WINDOW)));
    }

    @Test
    void the_coupon_is_asked_for_with_what_the_lines_cost() {
        var order = anOrderWithCoupon();

        var decision = reply(started(order), reserved(order, HELD_UNTIL));

        assertThat(decision.saga().state()).isEqualTo(SagaState.APPLY_COUPON);
        assertThat(decision.messages())
                .containsExactly(
                        new RedeemCoupon(
                                command(order, "apply-coupon", "forward"),
                                order.orderId(),
                                order.customerId(),
                                order.couponCode(),
                                60_000));
    }

    @Test
    void the_discount_lowers_what_there_is_to_pay() {
        var order = anOrderWithCoupon();

        var decision = reply(withCouponAsked(order), redeemed(order, 5_000));

        assertThat(outcome(decision, OrderCompleted.class).total()).isEqualTo(55_000);
        assertThat(outcome(decision, OrderCompleted.class).discount()).isEqualTo(5_000);
    }

    @Test
    void the_deadline_leaves_a_margin_before_the_hold_ends() {
        var order = anOrder();
        var slow = started(order);
        now = NOON.plusSeconds(90);

        var decision = reply(slow, reserved(order, HELD_UNTIL));

        assertThat(outcome(decision, OrderCompleted.class).paymentDueAt())
                .isEqualTo(HELD_UNTIL.minus(TIMES.margin()));
    }

    @Test
    void authorized_money_is_followed_by_committing_the_stock() {
        var order = anOrder();

        var decision = event(completed(order), authorized(order));

        assertThat(decision.saga().state()).isEqualTo(SagaState.COMMIT_STOCK);
        assertThat(decision.messages())
                .containsExactly(
                        new CommitStock(
                                command(order, "commit-stock", "forward"),
                                order.orderId(),
                                order.lines()));
    }

    @Test
    void committed_stock_lets_the_money_be_taken() {
        var order = anOrder();

        var decision = reply(committing(order), committed(order));

        assertThat(decision.saga().state()).isEqualTo(SagaState.ORDER_PAID);
        assertThat(decision.messages())
                .containsExactly(new OrderStockCommitted(order.orderId(), 4, order.customerId()));
    }

    // Waiting in line.

    @Test
    void an_order_that_may_wait_stands_in_line() {
        var order = anOrderThatWaits();

        var decision = reply(started(order), awaited(order, 3));

        assertThat(decision.saga().state()).isEqualTo(SagaState.AWAIT_STOCK);
        assertThat(decision.messages())
                .containsExactly(
                        new OrderAwaitingStock(
                                order.orderId(),
                                2,
                                order.customerId(),
                                WINE,
                                "Almaviva",
                                3,
                                order.waitUntil()));
    }

    @Test
    void an_order_that_is_served_gets_the_window_of_those_in_line() {
        var order = anOrderThatWaits();
        var waiting = reply(started(order), awaited(order, 1)).saga();
        now = NOON.plus(Duration.ofHours(3));

        var decision =
                reply(waiting, served(order, now.plus(TIMES.holdFor(order.reservationWindow()))));

        var completed = outcome(decision, OrderCompleted.class);
        assertThat(completed.servedFromLine()).isTrue();
        assertThat(completed.paymentDueAt()).isEqualTo(now.plus(order.reservationWindow()));
    }

    @Test
    void who_stood_in_the_line_of_an_event_was_served_from_a_line_too() {
        var order = anOrderFromTheLineOfAnEvent();

        var decision =
                reply(
                        started(order),
                        reserved(order, now.plus(TIMES.holdFor(order.reservationWindow()))));

        var completed = outcome(decision, OrderCompleted.class);
        assertThat(completed.servedFromLine()).isTrue();
        assertThat(completed.paymentDueAt()).isEqualTo(now.plus(order.reservationWindow()));
    }

    @Test
    void being_served_may_be_heard_before_being_in_line() {
        var order = anOrderThatWaits();

        var served = reply(started(order), served(order, now.plus(HOLD)));
        var late = reply(served.saga(), awaited(order, 1));

        assertThat(served.saga().state()).isEqualTo(SagaState.ORDER_COMPLETED);
        assertThat(late.saga()).isEqualTo(served.saga());
    }

    @Test
    void a_wait_that_is_over_cancels_the_order_with_nothing_to_undo() {
        var order = anOrderThatWaits();
        var waiting = reply(started(order), awaited(order, 1)).saga();

        var decision =
                reply(
                        waiting,
                        new StockRejected(
                                command(order, "check-stock", "forward"),
                                order.orderId(),
                                CancelReason.WAIT_EXPIRED,
                                List.of()));

        assertThat(decision.saga().state()).isEqualTo(SagaState.ORDER_CANCELED);
        assertThat(outcome(decision, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.WAIT_EXPIRED);
    }

    // Refused: what came before is undone.

    @Test
    void missing_stock_cancels_the_order_at_once_and_says_what_was_missing() {
        var order = anOrder();
        var shortage = new Shortage(WINE, "Almaviva", 2, 1);

        var decision =
                reply(
                        started(order),
                        new StockRejected(
                                command(order, "check-stock", "forward"),
                                order.orderId(),
                                CancelReason.STOCK_OUT,
                                List.of(shortage)));

        assertThat(decision.messages())
                .containsExactly(
                        new OrderCanceled(
                                order.orderId(),
                                2,
                                order.customerId(),
                                CancelReason.STOCK_OUT,
                                List.of(shortage),
                                null,
                                null,
                                NOON));
    }

    @Test
    void a_refused_coupon_gives_the_stock_back_before_the_order_ends() {
        var order = anOrderWithCoupon();
        var refused =
                reply(
                        withCouponAsked(order),
                        new CouponRejected(
                                command(order, "apply-coupon", "forward"),
                                order.orderId(),
                                CouponProblem.EXPIRED));

        var ended = reply(refused.saga(), released(order));

        assertThat(refused.saga().state()).isEqualTo(SagaState.ROLLBACK_STOCK);
        assertThat(refused.messages())
                .containsExactly(
                        new ReleaseStock(
                                command(order, "check-stock", "compensate"),
                                order.orderId(),
                                order.lines()));
        var canceled = outcome(ended, OrderCanceled.class);
        assertThat(canceled.reason()).isEqualTo(CancelReason.COUPON_REJECTED);
        assertThat(canceled.couponProblem()).isEqualTo(CouponProblem.EXPIRED);
    }

    @Test
    void lost_stock_gives_back_the_coupon_and_whatever_is_left_of_the_stock() {
        var order = anOrderWithCoupon();
        var committing = event(completed(order), authorized(order)).saga();

        var lost =
                reply(
                        committing,
                        new StockLost(command(order, "commit-stock", "forward"), order.orderId()));
        var couponBack = reply(lost.saga(), couponReturned(order));
        var ended = reply(couponBack.saga(), released(order));

        assertThat(only(lost)).isInstanceOf(ReturnCoupon.class);
        assertThat(only(couponBack)).isInstanceOf(ReleaseStock.class);
        assertThat(outcome(ended, OrderCanceled.class).reason()).isEqualTo(CancelReason.STOCK_LOST);
    }

    // Not paid, cancelled.

    @Test
    void an_order_that_is_not_paid_gives_everything_back_in_reverse_order() {
        var order = anOrderWithCoupon();

        var timedOut =
                event(
                        completed(order),
                        new PaymentTimedOut(order.orderId(), 2, NOON.plus(PAYMENT_WINDOW)));
        var couponBack = reply(timedOut.saga(), couponReturned(order));
        var ended = reply(couponBack.saga(), released(order));

        assertThat(only(timedOut)).isInstanceOf(ReturnCoupon.class);
        assertThat(only(couponBack)).isInstanceOf(ReleaseStock.class);
        assertThat(outcome(ended, OrderCanceled.class).reason())
                .isEqualTo(CancelReason.PAYMENT_TIMEOUT);
        assertThat(ended.saga().reached()).isEmpty();
    }

    @Test
    void a_cancellation_while_a_step_is_silent_undoes_that_step_too() {
        var order = anOrderWithCoupon();

        var cancelled = event(withCouponAsked(order), cancelRequest(order));

        assertThat(cancelled.saga().state()).isEqualTo(SagaState.ROLLBACK_COUPON);
        assertThat(only(cancelled)).isInstanceOf(ReturnCoupon.class);
    }

    @Test
    void a_paid_order_that_is_cancelled_takes_the_units_back_first() {
        var order = anOrder();
        var paid = reply(committing(order), committed(order)).saga();

        var cancelled =
                event(
                        paid,
                        new OrderCancelRequested(
                                order.orderId(), 9, CancelReason.CUSTOMER_REQUEST, null, NOON));
        var returned =
                reply(
                        cancelled.saga(),
                        new StockReturned(
                                command(order, "commit-stock", "compensate"), order.orderId()));

        assertThat(only(cancelled)).isInstanceOf(ReturnStock.class);
        assertThat(only(returned)).isInstanceOf(ReleaseStock.class);
    }

    @Test
    void a_cancellation_that_comes_while_everything_is_given_back_changes_no_reason() {
        var order = anOrder();
        var undoing = event(completed(order), new PaymentTimedOut(order.orderId(), 2, NOON)).saga();

        var decision = event(undoing, cancelRequest(order));

        assertThat(decision.messages()).isEmpty();
        assertThat(decision.saga().ending().reason()).isEqualTo(CancelReason.PAYMENT_TIMEOUT);
    }

    @Test
    void a_cancellation_is_heard_even_if_the_refund_was_faster() {
        var order = anOrder();
        var paid = reply(committing(order), committed(order)).saga();
        var refunded =
                event(paid, new OrderRefunded(order.orderId(), 7, order.customerId(), 60_000, NOON))
                        .saga();

        var cancelled = event(refunded, cancelRequest(order));

        assertThat(refunded.state()).isEqualTo(SagaState.ORDER_PAID);
        assertThat(cancelled.saga().state()).isEqualTo(SagaState.ROLLBACK_COMMIT);
        assertThat(cancelled.saga().orderVersion()).isEqualTo(7);
        assertThat(only(cancelled)).isInstanceOf(ReturnStock.class);
    }

    @Test
    void an_old_cancellation_of_an_order_that_gives_back_is_only_answered_again() {
        var order = anOrder();
        var undoing = event(completed(order), cancelRequest(order));

        var again = event(undoing.saga(), cancelRequest(order));

        assertThat(again.verdict()).isEqualTo(Decision.Verdict.REPEATED);
        assertThat(again.saga()).isEqualTo(undoing.saga());
        assertThat(again.messages()).isEqualTo(undoing.messages());
    }

    @Test
    void a_capture_that_was_refused_takes_the_units_back() {
        var order = anOrder();
        var paid = reply(committing(order), committed(order)).saga();

        var decision =
                event(
                        paid,
                        new OrderCancelRequested(
                                order.orderId(), 3, CancelReason.OVERDUE, null, NOON));

        assertThat(only(decision)).isInstanceOf(ReturnStock.class);
        assertThat(decision.saga().ending().reason()).isEqualTo(CancelReason.OVERDUE);
    }

    // Silent: asked again, for as long as the hold allows.

    @Test
    void a_silent_participant_is_asked_again_under_the_same_id_with_growing_pauses() {
        var order = anOrder();
        var saga = started(order);
        var first = saga.dueAt();

        now = first;
        var second = due(saga);
        now = second.saga().dueAt();
        var third = due(second.saga());

        assertThat(Duration.between(NOON, first)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Duration.between(first, second.saga().dueAt()))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(Duration.between(now, third.saga().dueAt())).isEqualTo(Duration.ofSeconds(20));
        assertThat(third.messages()).isEqualTo(decider.start(order, NOON).messages());
        assertThat(kinds(third)).containsExactly(LogEntry.Kind.RESENT);
    }

    @Test
    void nobody_is_asked_again_before_it_is_time() {
        var saga = started(anOrder());
        now = saga.dueAt().minusMillis(1);

        assertThat(due(saga).verdict()).isEqualTo(Decision.Verdict.STALE);
    }

    @Test
    void a_step_that_takes_too_long_is_in_doubt_and_undone() {
        var order = anOrderWithCoupon();
        var saga = withCouponAsked(order);
        while (saga.state() == SagaState.APPLY_COUPON) {
            now = saga.dueAt();
            saga = due(saga).saga();
        }

        assertThat(saga.state()).isEqualTo(SagaState.ROLLBACK_COUPON);
        assertThat(saga.ending().reason()).isEqualTo(CancelReason.OVERDUE);
        assertThat(now)
                .as("as soon as half of the payment window could not be given any more")
                .isEqualTo(
                        HELD_UNTIL
                                .minus(TIMES.margin())
                                .minus(PAYMENT_WINDOW.dividedBy(2))
                                .plusMillis(1));
    }

    @Test
    void an_answer_that_leaves_too_little_time_to_pay_is_undone_as_overdue() {
        var order = anOrder();
        var saga = started(order);
        now = NOON.plus(Duration.ofMinutes(4));

        var decision = reply(saga, reserved(order, HELD_UNTIL));

        assertThat(decision.saga().ending().reason()).isEqualTo(CancelReason.OVERDUE);
        assertThat(only(decision)).isInstanceOf(ReleaseStock.class);
        assertThat(kinds(decision)).contains(LogEntry.Kind.OVERDUE);
    }

    @Test
    void undoing_never_gives_up() {
        var order = anOrder();
        var saga = event(completed(order), new PaymentTimedOut(order.orderId(), 2, NOON)).saga();

        for (int i = 0; i < 1_000; i++) {
            now = saga.dueAt();
            var decision = due(saga);
            assertThat(only(decision)).isInstanceOf(ReleaseStock.class);
            saga = decision.saga();
        }

        assertThat(saga.pending().attempts()).isEqualTo(1_001);
        assertThat(Duration.between(now, saga.dueAt())).isEqualTo(TIMES.patienceMax());
    }

    @Test
    void an_outcome_nobody_reacts_to_is_told_again() {
        var order = anOrder();
        var saga = completed(order);
        now = saga.dueAt();

        var decision = due(saga);

        assertThat(now).isAfter(HELD_UNTIL);
        assertThat(only(decision)).isInstanceOf(OrderCompleted.class);
    }

    // Doubled, late and foreign messages.

    @Test
    void a_reply_that_was_used_before_makes_what_followed_be_sent_again_and_nothing_else() {
        var order = anOrderWithCoupon();
        var first = reply(started(order), reserved(order, HELD_UNTIL));

        var again = reply(first.saga(), reserved(order, HELD_UNTIL));

        assertThat(again.saga()).isEqualTo(first.saga());
        assertThat(again.messages()).isEqualTo(first.messages());
        assertThat(kinds(again)).containsExactly(LogEntry.Kind.STALE_REPLY);
    }

    @Test
    void an_order_placed_twice_makes_the_command_be_sent_again() {
        var order = anOrder();
        var saga = started(order);

        var again = event(saga, order);

        assertThat(again.saga()).isEqualTo(saga);
        assertThat(again.messages()).isEqualTo(decider.start(order, NOON).messages());
    }

    @Test
    void a_late_reply_to_a_step_that_is_being_undone_is_stale() {
        var order = anOrderWithCoupon();
        var undoing = event(withCouponAsked(order), cancelRequest(order)).saga();

        var late = reply(undoing, redeemed(order, 5_000));

        assertThat(late.saga()).isEqualTo(undoing);
        assertThat(late.messages()).isEmpty();
        assertThat(kinds(late)).containsExactly(LogEntry.Kind.STALE_REPLY);
    }

    @Test
    void an_outcome_is_sent_again_when_its_cause_is_delivered_again() {
        var order = anOrder();
        var completed = reply(started(order), reserved(order, HELD_UNTIL));

        var again = reply(completed.saga(), reserved(order, HELD_UNTIL));

        assertThat(again.messages()).isEqualTo(completed.messages());
    }

    @Test
    void a_payment_before_the_order_is_completed_cannot_be() {
        var order = anOrder();

        assertThatThrownBy(() -> event(started(order), authorized(order)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_authorization_that_crosses_the_end_is_told_the_outcome() {
        var order = anOrder();
        var ended =
                reply(event(completed(order), cancelRequest(order)).saga(), released(order)).saga();

        var decision = event(ended, new PaymentAuthorized(order.orderId(), 8, NOON));

        assertThat(only(decision)).isInstanceOf(OrderCanceled.class);
    }

    // Operators.

    @Test
    void an_operator_can_ask_again_now() {
        var order = anOrder();
        var saga = started(order);

        var decision = operator(saga, OperatorAction.RETRY);

        assertThat(only(decision)).isInstanceOf(ReserveStock.class);
        assertThat(decision.saga().pending().attempts()).isEqualTo(2);
        assertThat(decision.log())
                .anySatisfy(entry -> {
                    assertThat(entry.kind()).isEqualTo(LogEntry.Kind.OPERATOR);
                    assertThat(entry.actor()).isEqualTo("Kim");
                    assertThat(entry.note()).isEqualTo("RETRY: because");
                });
    }

    @Test
    void an_operator_who_cancels_undoes_the_step_in_doubt() {
        var order = anOrderWithCoupon();

        var decision = operator(withCouponAsked(order), OperatorAction.CANCEL);

        assertThat(only(decision)).isInstanceOf(ReturnCoupon.class);
        assertThat(decision.saga().ending().reason()).isEqualTo(CancelReason.OPERATOR);
        assertThat(decision.saga().ending().note()).isEqualTo("because");
    }

    @Test
    void a_completed_order_is_not_cancelled_through_its_saga() {
        var decision = operator(completed(anOrder()), OperatorAction.CANCEL);

        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.REFUSED);
    }

    @Test
    void a_paused_saga_takes_in_what_arrives_and_sends_nothing_until_it_is_resumed() {
        var order = anOrderWithCoupon();
        var paused = operator(started(order), OperatorAction.PAUSE).saga();

        var heard = reply(paused, reserved(order, HELD_UNTIL));
        now = NOON.plusSeconds(30);
        var notDue = due(heard.saga());
        var resumed = operator(heard.saga(), OperatorAction.RESUME);

        assertThat(heard.saga().state()).isEqualTo(SagaState.APPLY_COUPON);
        assertThat(heard.messages()).isEmpty();
        assertThat(notDue.messages()).isEmpty();
        assertThat(only(resumed)).isInstanceOf(RedeemCoupon.class);
        assertThat(resumed.saga().pending().attempts()).isEqualTo(1);
    }

    @Test
    void a_paused_saga_is_never_due_whatever_it_hears() {
        var order = anOrderThatWaits();
        var paused = operator(started(order), OperatorAction.PAUSE).saga();

        var inLine = reply(paused, awaited(order, 1)).saga();
        var served = reply(inLine, served(order, HELD_UNTIL)).saga();
        var resumed = operator(served, OperatorAction.RESUME).saga();

        assertThat(inLine.dueAt()).isNull();
        assertThat(served.state()).isEqualTo(SagaState.ORDER_COMPLETED);
        assertThat(served.dueAt()).isNull();
        assertThat(resumed.dueAt()).isNotNull();
    }

    @Test
    void a_saga_that_comes_to_its_end_is_not_paused_any_more() {
        var order = anOrder();
        var undoing = event(completed(order), cancelRequest(order)).saga();
        var committing = operator(committing(order), OperatorAction.PAUSE).saga();

        var canceled = reply(operator(undoing, OperatorAction.PAUSE).saga(), released(order));
        var paid = reply(committing, committed(order));

        assertThat(only(canceled)).isInstanceOf(OrderCanceled.class);
        assertThat(canceled.saga().paused()).isFalse();
        assertThat(only(paid)).isInstanceOf(OrderStockCommitted.class);
        assertThat(paid.saga().paused()).isFalse();
    }

    // The definition.

    @Test
    void the_saga_is_a_list_one_can_read_aloud() {
        var steps = new PlaceOrder(TIMES).definition().steps();

        assertThat(steps)
                .extracting(Step::name, Step::kind, step -> step.participant().group())
                .containsExactly(
                        tuple("check-stock", Step.Kind.COMPENSATABLE, "product-service.stock"),
                        tuple("apply-coupon", Step.Kind.COMPENSATABLE, "coupon-service.redemption"),
                        tuple("commit-stock", Step.Kind.PIVOT, "product-service.stock"));
    }

    @Test
    void a_definition_that_may_be_refused_after_its_pivot_is_refused() {
        var wrong =
                SagaDefinition.named("wrong", 1)
                        .step(
                                "pay",
                                Step.Kind.PIVOT,
                                new Participant("bank", "payments"),
                                SagaState.COMMIT_STOCK,
                                SagaState.ROLLBACK_COMMIT,
                                (_, id) -> new CommitStock(id, anOrder().orderId(), List.of()),
                                (_, id) -> new ReturnStock(id, anOrder().orderId(), List.of()))
                        .step(
                                "gift",
                                Step.Kind.COMPENSATABLE,
                                new Participant("shop", "gifts"),
                                SagaState.APPLY_COUPON,
                                SagaState.ROLLBACK_COUPON,
                                (_, id) -> new CommitStock(id, anOrder().orderId(), List.of()),
                                (_, id) -> new ReturnStock(id, anOrder().orderId(), List.of()))
                        .rest(SagaState.ORDER_PAID, DeciderTest::noOutcome)
                        .undone(SagaState.ORDER_CANCELED, DeciderTest::noOutcome);

        assertThatThrownBy(wrong::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after its pivot");
    }

    private static OrderOutcome noOutcome(Saga saga) {
        throw new AssertionError("never comes to that");
    }

    // Given.

    private Saga started(OrderPlaced order) {
        return decider.start(order, now).saga();
    }

    private Saga withCouponAsked(OrderPlaced order) {
        return reply(started(order), reserved(order, HELD_UNTIL)).saga();
    }

    private Saga completed(OrderPlaced order) {
        var saga = reply(started(order), reserved(order, HELD_UNTIL)).saga();
        return saga.state() == SagaState.APPLY_COUPON
                ? reply(saga, redeemed(order, 5_000)).saga()
                : saga;
    }

    private Saga committing(OrderPlaced order) {
        return event(completed(order), authorized(order)).saga();
    }

    // When.

    private Decision reply(Saga saga, SagaReply reply) {
        return decider.decide(saga, new Replied(reply), now);
    }

    private Decision event(Saga saga, OrderEvent event) {
        return decider.decide(saga, new OrderChanged(event), now);
    }

    private Decision due(Saga saga) {
        return decider.decide(saga, new Due(saga.orderId()), now);
    }

    private Decision operator(Saga saga, OperatorAction action) {
        return decider.decide(saga, new Ordered(saga.orderId(), action, "Kim", "because"), now);
    }

    // Then.

    private static Message only(Decision decision) {
        assertThat(decision.messages()).hasSize(1);
        return decision.messages().getFirst();
    }

    private static <T> T outcome(Decision decision, Class<T> type) {
        return type.cast(only(decision));
    }

    private static List<LogEntry.Kind> kinds(Decision decision) {
        return decision.log().stream().map(LogEntry::kind).toList();
    }

    // Messages.

    private static StockReserved served(OrderPlaced order, Instant heldUntil) {
        return new StockReserved(
                command(order, "check-stock", "forward"),
                order.orderId(),
                List.of(new PricedLine(WINE, "Almaviva", 30_000, 2)),
                true,
                heldUntil);
    }

    private static StockAwaited awaited(OrderPlaced order, int position) {
        return new StockAwaited(
                command(order, "check-stock", "forward"),
                order.orderId(),
                WINE,
                "Almaviva",
                position,
                order.waitUntil());
    }

    private static StockReleased released(OrderPlaced order) {
        return new StockReleased(command(order, "check-stock", "compensate"), order.orderId());
    }

    private static StockCommitted committed(OrderPlaced order) {
        return new StockCommitted(command(order, "commit-stock", "forward"), order.orderId());
    }

    private static CouponRedeemed redeemed(OrderPlaced order, long discount) {
        return new CouponRedeemed(
                command(order, "apply-coupon", "forward"), order.orderId(), discount);
    }

    private static CouponReturned couponReturned(OrderPlaced order) {
        return new CouponReturned(command(order, "apply-coupon", "compensate"), order.orderId());
    }

    private static PaymentAuthorized authorized(OrderPlaced order) {
        return new PaymentAuthorized(order.orderId(), 2, NOON);
    }

    private static OrderCancelRequested cancelRequest(OrderPlaced order) {
        return new OrderCancelRequested(
                order.orderId(), 3, CancelReason.CUSTOMER_REQUEST, null, NOON);
    }
}
