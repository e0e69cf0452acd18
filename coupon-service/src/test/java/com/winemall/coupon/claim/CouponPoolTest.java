package com.winemall.coupon.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.coupon.campaign.Validity;
import com.winemall.coupon.claim.ClaimOutcome.Accepted;
import com.winemall.coupon.claim.ClaimOutcome.NotOpen;
import com.winemall.coupon.claim.ClaimOutcome.Repeated;
import com.winemall.coupon.claim.Standing.Assigned;
import com.winemall.coupon.claim.Standing.Waiting;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.code.FreshCodes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CouponPoolTest {

    private static final CampaignId CAMPAIGN = new CampaignId(new UUID(0, 1));
    private static final Instant NOW = Instant.parse("2026-05-17T00:00:00Z");
    private static final Validity OPEN = new Validity(null, NOW.plusSeconds(60));

    private final FreshCodes codes = new CountedCodes();
    private final CustomerId anna = new CustomerId(new UUID(1, 1));
    private final CustomerId ben = new CustomerId(new UUID(1, 2));
    private final CustomerId cleo = new CustomerId(new UUID(1, 3));

    @Test
    void who_comes_first_gets_the_coupon_and_who_comes_next_a_place_in_line() {
        var pool = poolOf(1);

        var first = pool.claim(anna, codes);
        var second = pool.claim(ben, codes);
        var third = pool.claim(cleo, codes);

        assertThat(first).isEqualTo(new Accepted(new Assigned(code(1))));
        assertThat(second).isEqualTo(new Accepted(new Waiting(1)));
        assertThat(third).isEqualTo(new Accepted(new Waiting(2)));
        assertThat(pool.counters()).isEqualTo(new Counters(1, 1, 2, 2));
        assertThat(pool.events())
                .containsExactly(
                        new CouponAssigned(
                                CAMPAIGN,
                                anna,
                                1,
                                code(1).readable(),
                                "Spring",
                                false,
                                OPEN.until(),
                                NOW),
                        new CouponQueued(CAMPAIGN, ben, 1, 1, NOW),
                        new CouponQueued(CAMPAIGN, cleo, 1, 2, NOW));
    }

    @Test
    void who_asks_again_gets_the_same_answer_and_nothing_changes() {
        var pool = poolOf(1);
        pool.claim(anna, codes);
        pool.claim(ben, codes);
        var counters = pool.counters();

        var again = pool.claim(anna, codes);
        var inLineAgain = pool.claim(ben, codes);

        assertThat(again).isEqualTo(new Repeated(new Assigned(code(1))));
        assertThat(inLineAgain).isEqualTo(new Repeated(new Waiting(1)));
        assertThat(pool.counters()).isEqualTo(counters);
        assertThat(pool.events()).hasSize(2);
    }

    @Test
    void a_newcomer_joins_the_line_even_if_a_coupon_is_free() {
        var pool = poolOf(1);
        pool.claim(anna, codes);
        pool.claim(ben, codes);
        pool.issue(5);

        var newcomer = pool.claim(cleo, codes);

        assertThat(newcomer).isEqualTo(new Accepted(new Waiting(2)));
    }

    @Test
    void the_line_is_served_from_its_head_with_new_codes() {
        var pool = pool(OPEN, new Counters(1, 0, 2, 2));

        pool.serve(List.of(waiting(anna, 1)), codes);

        assertThat(pool.counters()).isEqualTo(new Counters(1, 1, 1, 2));
        assertThat(pool.counters().positionOf(2)).isEqualTo(1);
        assertThat(pool.assignments()).containsExactly(new CouponPool.Assignment(code(1), anna));
        assertThat(pool.events())
                .containsExactly(
                        new CouponAssigned(
                                CAMPAIGN,
                                anna,
                                2,
                                code(1).readable(),
                                "Spring",
                                true,
                                OPEN.until(),
                                NOW));
    }

    @Test
    void a_coupon_given_back_is_dead_and_its_place_free() {
        var pool = poolOf(1);
        pool.claim(anna, codes);

        pool.giveBack(anna);
        var later = pool.claim(anna, codes);

        assertThat(later).isEqualTo(new Accepted(new Assigned(code(2))));
        assertThat(pool.givenBack()).containsExactly(code(1));
        assertThat(pool.counters()).isEqualTo(new Counters(1, 1, 0, 0));
        assertThat(pool.changedClaims())
                .containsExactly(new Claim(CAMPAIGN, anna, 3, new Claim.State.Assigned(code(2))));
    }

    @Test
    void who_gave_one_back_joins_the_line_as_a_newcomer() {
        var pool = poolOf(1);
        pool.claim(anna, codes);
        pool.claim(ben, codes);
        pool.giveBack(anna);

        var again = pool.claim(anna, codes);

        assertThat(again).isEqualTo(new Accepted(new Waiting(2)));
    }

    @Test
    void nobody_gives_back_what_they_do_not_have() {
        var pool = poolOf(1);
        pool.claim(anna, codes);
        pool.claim(ben, codes);

        assertThat(pool.has(anna, code(1))).isTrue();
        assertThat(pool.has(anna, code(2))).isFalse();
        assertThat(pool.has(ben, code(1))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> pool.giveBack(ben));
        assertThatIllegalStateException().isThrownBy(() -> pool.giveBack(cleo));
    }

    @Test
    void nobody_claims_before_the_campaign_or_after_it() {
        var before = pool(new Validity(NOW.plusMillis(1), OPEN.until()), new Counters(1, 0, 0, 0));
        var atLast = pool(new Validity(NOW, NOW.plusMillis(1)), new Counters(1, 0, 0, 0));
        var after = pool(new Validity(null, NOW), new Counters(1, 0, 0, 0));

        assertThat(before.claim(anna, codes)).isEqualTo(new NotOpen());
        assertThat(atLast.claim(anna, codes)).isEqualTo(new Accepted(new Assigned(code(1))));
        assertThat(after.claim(anna, codes)).isEqualTo(new NotOpen());
        assertThat(after.isChanged()).isFalse();
    }

    @Test
    void after_the_campaign_the_line_is_served_no_more() {
        var pool = pool(new Validity(null, NOW), new Counters(5, 1, 3, 3));

        assertThat(pool.dueToLine()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.serve(List.of(waiting(anna, 1)), codes));
    }

    @Test
    void as_many_people_are_due_a_coupon_as_there_are_coupons_and_people() {
        assertThat(pool(OPEN, new Counters(5, 1, 3, 3)).dueToLine()).isEqualTo(3);
        assertThat(pool(OPEN, new Counters(5, 3, 3, 3)).dueToLine()).isEqualTo(2);
        assertThat(pool(OPEN, new Counters(5, 5, 3, 3)).dueToLine()).isZero();
    }

    @Test
    void what_has_moved_is_told_as_a_difference() {
        var pool = pool(OPEN, new Counters(3, 3, 4, 9));

        pool.issue(2);
        pool.serve(List.of(waiting(anna, 6)), codes);
        pool.claim(cleo, codes);

        assertThat(pool.countersMoved()).isEqualTo(new Counters(2, 1, 0, 1));
    }

    private static CouponPool poolOf(int coupons) {
        return pool(OPEN, new Counters(coupons, 0, 0, 0));
    }

    private static CouponPool pool(Validity validity, Counters counters) {
        return new CouponPool(CAMPAIGN, "Spring", validity, counters, NOW);
    }

    private static Claim waiting(CustomerId customer, long place) {
        return new Claim(CAMPAIGN, customer, 1, new Claim.State.Waiting(place));
    }

    private static Code code(int number) {
        return new Code("%016d".formatted(number));
    }

    /// 1, 2, 3 …
    private static final class CountedCodes implements FreshCodes {

        private int last;

        @Override
        public Code next() {
            return code(++last);
        }
    }
}
