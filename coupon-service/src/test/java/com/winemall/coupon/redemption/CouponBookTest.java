package com.winemall.coupon.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReply;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.coupon.campaign.CouponTerms;
import com.winemall.coupon.campaign.Discount.AmountOff;
import com.winemall.coupon.campaign.Validity;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.redemption.Redemption.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CouponBookTest {

    private static final Instant NOW = Instant.parse("2026-05-17T00:00:00Z");
    private static final Validity OPEN = new Validity(null, NOW.plusSeconds(60));
    private static final Code CODE = new Code("01AB34CD56EF78GH");
    private static final CustomerId ANNA = new CustomerId(new UUID(1, 1));
    private static final CustomerId BEN = new CustomerId(new UUID(1, 2));
    private static final OrderId ORDER = new OrderId(new UUID(2, 1));
    private static final OrderId OTHER_ORDER = new OrderId(new UUID(2, 2));

    @Test
    void a_coupon_is_redeemed_for_its_discount() {
        var book = bookOf(annasCoupon(OPEN));

        var answer = book.handle(redeem(ORDER, "c1", ANNA, 5_000));

        assertThat(answer).isEqualTo(redeemed(ORDER, "c1", 1_000));
        assertThat(book.changed())
                .containsExactly(new Redemption(ORDER, CODE, new State.Redeemed(1_000, NOW)));
    }

    @Test
    void a_command_delivered_twice_gets_the_answer_it_got_before() {
        var book = bookOf(annasCoupon(OPEN));

        var first = book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        var again = book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        var resent = book.handle(redeem(ORDER, "c2", ANNA, 5_000));

        assertThat(again).isEqualTo(first);
        assertThat(resent).isEqualTo(redeemed(ORDER, "c2", 1_000));
        assertThat(book.changed()).hasSize(1);
    }

    @Test
    void the_answer_is_the_stored_one_whatever_has_become_of_the_coupon() {
        var redemption = new Redemption(ORDER, CODE, new State.Redeemed(777, NOW));
        var refusal =
                new Redemption(OTHER_ORDER, CODE, new State.Refused(CouponProblem.BELOW_MINIMUM));
        var book = new CouponBook(NOW.plusSeconds(3_600), List.of(), List.of(redemption, refusal));

        assertThat(book.handle(redeem(ORDER, "c1", ANNA, 5_000)))
                .isEqualTo(redeemed(ORDER, "c1", 777));
        assertThat(book.handle(redeem(OTHER_ORDER, "c1", ANNA, 5_000)))
                .isEqualTo(rejected(OTHER_ORDER, "c1", CouponProblem.BELOW_MINIMUM));
        assertThat(book.changed()).isEmpty();
    }

    @Test
    void of_two_orders_with_one_coupon_the_first_has_it() {
        var book = bookOf(annasCoupon(OPEN));

        var first = book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        var second = book.handle(redeem(OTHER_ORDER, "c2", ANNA, 5_000));

        assertThat(first).isEqualTo(redeemed(ORDER, "c1", 1_000));
        assertThat(second).isEqualTo(rejected(OTHER_ORDER, "c2", CouponProblem.USED));
    }

    @Test
    void a_returned_coupon_can_be_used_by_another_order() {
        var book = bookOf(annasCoupon(OPEN));
        book.handle(redeem(ORDER, "c1", ANNA, 5_000));

        var returned = book.handle(giveBack(ORDER, "c2"));
        var other = book.handle(redeem(OTHER_ORDER, "c3", ANNA, 5_000));

        assertThat(returned).isEqualTo(new CouponReturned(new CommandId("c2"), ORDER));
        assertThat(other).isEqualTo(redeemed(OTHER_ORDER, "c3", 1_000));
        assertThat(book.changed())
                .containsExactly(
                        new Redemption(
                                ORDER, CODE, new State.Returned(new State.Redeemed(1_000, NOW))),
                        new Redemption(OTHER_ORDER, CODE, new State.Redeemed(1_000, NOW)));
    }

    @Test
    void returned_twice_is_returned_once() {
        var book = bookOf(annasCoupon(OPEN));
        book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        book.handle(giveBack(ORDER, "c2"));
        book.handle(redeem(OTHER_ORDER, "c3", ANNA, 5_000));

        var again = book.handle(giveBack(ORDER, "c2"));
        var third = book.handle(redeem(new OrderId(new UUID(2, 3)), "c4", ANNA, 5_000));

        assertThat(again).isEqualTo(new CouponReturned(new CommandId("c2"), ORDER));
        assertThat(third)
                .isEqualTo(rejected(new OrderId(new UUID(2, 3)), "c4", CouponProblem.USED));
    }

    @Test
    void a_return_before_its_redemption_is_answered_and_the_late_redemption_refused() {
        var book = bookOf(annasCoupon(OPEN));

        var returned = book.handle(giveBack(ORDER, "c2"));
        var late = book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        var other = book.handle(redeem(OTHER_ORDER, "c3", ANNA, 5_000));

        assertThat(returned).isEqualTo(new CouponReturned(new CommandId("c2"), ORDER));
        assertThat(late).isEqualTo(rejected(ORDER, "c1", CouponProblem.EXPIRED));
        assertThat(other).isEqualTo(redeemed(OTHER_ORDER, "c3", 1_000));
    }

    @Test
    void a_redemption_delivered_again_after_its_return_is_refused() {
        var book = bookOf(annasCoupon(OPEN));
        book.handle(redeem(ORDER, "c1", ANNA, 5_000));
        book.handle(giveBack(ORDER, "c2"));

        var late = book.handle(redeem(ORDER, "c1", ANNA, 5_000));

        assertThat(late).isEqualTo(rejected(ORDER, "c1", CouponProblem.EXPIRED));
    }

    @Test
    void a_refusal_stays_what_it_is_when_it_is_returned() {
        var book = bookOf(annasCoupon(OPEN));
        book.handle(redeem(ORDER, "c1", BEN, 5_000));

        var returned = book.handle(giveBack(ORDER, "c2"));
        var again = book.handle(redeem(ORDER, "c1", BEN, 5_000));

        assertThat(returned).isEqualTo(new CouponReturned(new CommandId("c2"), ORDER));
        assertThat(again).isEqualTo(rejected(ORDER, "c1", CouponProblem.NOT_YOURS));
    }

    @ParameterizedTest
    @CsvSource({"NOBODYS, UNKNOWN", "0000-0000-0000-0000, UNKNOWN", "'', UNKNOWN"})
    void a_code_nobody_has_is_unknown(String code, CouponProblem problem) {
        var book = bookOf(annasCoupon(OPEN));

        var answer =
                book.handle(
                        new RedeemCoupon(
                                new CommandId("c1"), ORDER, ANNA, new CouponCode(code), 5_000));

        assertThat(answer).isEqualTo(rejected(ORDER, "c1", problem));
    }

    @Test
    void somebody_elses_coupon_is_not_yours_even_if_it_is_used_or_expired() {
        var book =
                new CouponBook(
                        NOW,
                        List.of(annasCoupon(new Validity(null, NOW))),
                        List.of(new Redemption(OTHER_ORDER, CODE, new State.Redeemed(1, NOW))));
        book.allow(Map.of(BEN, 1));

        var answer = book.handle(redeem(ORDER, "c1", BEN, 5_000));

        assertThat(answer).isEqualTo(rejected(ORDER, "c1", CouponProblem.NOT_YOURS));
    }

    @Test
    void only_so_many_wrong_codes_are_told_apart_and_each_order_counts_once() {
        var book = bookOf(annasCoupon(OPEN));
        var third = new OrderId(new UUID(2, 3));

        book.handle(redeem(ORDER, "c1", BEN, 5_000));
        book.handle(redeem(ORDER, "c1", BEN, 5_000));
        var second = book.handle(redeem(OTHER_ORDER, "c1", BEN, 5_000));
        var tooMany = book.handle(redeem(third, "c1", BEN, 5_000));

        assertThat(second).isEqualTo(rejected(OTHER_ORDER, "c1", CouponProblem.NOT_YOURS));
        assertThat(tooMany).isEqualTo(rejected(third, "c1", CouponProblem.UNKNOWN));
        assertThat(book.wrongCodes()).containsExactly(Map.entry(BEN, 3));
    }

    @Test
    void guessers_are_those_whose_code_is_not_theirs_and_who_were_not_answered_before() {
        var answered = new Redemption(ORDER, CODE, new State.Refused(CouponProblem.NOT_YOURS));
        var book = new CouponBook(NOW, List.of(annasCoupon(OPEN)), List.of(answered));

        assertThat(
                        book.guessers(
                                List.of(
                                        redeem(ORDER, "c1", BEN, 5_000),
                                        redeem(OTHER_ORDER, "c1", ANNA, 5_000))))
                .isEmpty();
        assertThat(book.guessers(List.of(redeem(OTHER_ORDER, "c1", BEN, 5_000))))
                .containsExactly(BEN);
    }

    @Test
    void a_coupon_is_good_from_its_first_moment_to_before_its_last() {
        var expired = bookOf(annasCoupon(new Validity(null, NOW)));
        var early = bookOf(annasCoupon(new Validity(NOW.plusMillis(1), NOW.plusSeconds(1))));
        var good = bookOf(annasCoupon(new Validity(NOW, NOW.plusMillis(1))));

        assertThat(expired.handle(redeem(ORDER, "c1", ANNA, 5_000)))
                .isEqualTo(rejected(ORDER, "c1", CouponProblem.EXPIRED));
        assertThat(early.handle(redeem(ORDER, "c1", ANNA, 5_000)))
                .isEqualTo(rejected(ORDER, "c1", CouponProblem.NOT_YET_VALID));
        assertThat(good.handle(redeem(ORDER, "c1", ANNA, 5_000)))
                .isEqualTo(redeemed(ORDER, "c1", 1_000));
    }

    @Test
    void an_order_under_the_minimum_cannot_use_it() {
        var coupon = new LiveCoupon(CODE, ANNA, new CouponTerms(new AmountOff(1_000), 3_000, OPEN));

        assertThat(bookOf(coupon).handle(redeem(ORDER, "c1", ANNA, 2_999)))
                .isEqualTo(rejected(ORDER, "c1", CouponProblem.BELOW_MINIMUM));
        assertThat(bookOf(coupon).handle(redeem(ORDER, "c1", ANNA, 3_000)))
                .isEqualTo(redeemed(ORDER, "c1", 1_000));
    }

    private static CouponBook bookOf(LiveCoupon coupon) {
        var book = new CouponBook(NOW, List.of(coupon), List.of());
        book.allow(Map.of(ANNA, 2, BEN, 2));
        return book;
    }

    /// 1,000 won off.
    private static LiveCoupon annasCoupon(Validity validity) {
        return new LiveCoupon(CODE, ANNA, new CouponTerms(new AmountOff(1_000), 0, validity));
    }

    private static RedeemCoupon redeem(
            OrderId order, String command, CustomerId customer, long subtotal) {
        return new RedeemCoupon(new CommandId(command), order, customer, CODE.readable(), subtotal);
    }

    private static ReturnCoupon giveBack(OrderId order, String command) {
        return new ReturnCoupon(new CommandId(command), order, CODE.readable());
    }

    private static CouponReply redeemed(OrderId order, String command, long discount) {
        return new CouponRedeemed(new CommandId(command), order, discount);
    }

    private static CouponReply rejected(OrderId order, String command, CouponProblem problem) {
        return new CouponRejected(new CommandId(command), order, problem);
    }
}
