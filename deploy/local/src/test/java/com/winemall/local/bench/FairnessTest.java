package com.winemall.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairnessTest {

    @Test
    void who_is_served_in_the_order_of_arrival_is_overtaken_by_nobody() {
        assertThat(Fairness.of(new long[] {1, 2, 3, 4})).isEqualTo(new Fairness(4, 0, 0));
    }

    @Test
    void a_pair_the_wrong_way_round_is_an_inversion() {
        assertThat(Fairness.of(new long[] {2, 1, 3})).isEqualTo(new Fairness(3, 1, 1));
    }

    @Test
    void who_came_first_and_was_served_last_was_overtaken_by_all() {
        assertThat(Fairness.of(new long[] {4, 1, 2, 3})).isEqualTo(new Fairness(4, 3, 3));
        assertThat(Fairness.of(new long[] {4, 3, 2, 1})).isEqualTo(new Fairness(4, 6, 3));
        assertThat(new Fairness(4, 6, 3).inverted()).isEqualTo(100);
    }

    @Test
    void who_was_not_served_is_not_compared() {
        assertThat(Fairness.of(new long[] {0, 1, 0, 7})).isEqualTo(new Fairness(2, 0, 0));
        assertThat(Fairness.of(new long[0]).inverted()).isZero();
    }
}
