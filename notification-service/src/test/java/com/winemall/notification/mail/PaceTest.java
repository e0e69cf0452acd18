package com.winemall.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(200, Duration.ofMillis(250));

    @Test
    void when_no_turn_is_given_out_those_of_the_time_ahead_are_free() {
        assertThat(pace.turns(Duration.ZERO)).isEqualTo(50);
    }

    @Test
    void turns_given_out_already_are_not_given_again() {
        assertThat(pace.turns(Duration.ofMillis(100))).isEqualTo(30);
    }

    @Test
    void nothing_is_given_out_while_more_than_half_of_the_time_ahead_is_taken() {
        var untilNext = Duration.ofMillis(200);

        assertThat(pace.turns(untilNext)).isZero();
        assertThat(pace.resumeIn(untilNext)).isEqualTo(Duration.ofMillis(75));
    }

    @Test
    void turns_follow_each_other_at_the_interval_of_the_pace() {
        assertThat(pace.length(1)).isEqualTo(Duration.ofMillis(5));
        assertThat(pace.length(50)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void a_pace_slower_than_the_time_ahead_still_gives_one_turn() {
        var slow = new Pace(1, Duration.ofMillis(250));

        assertThat(slow.turns(Duration.ZERO)).isEqualTo(1);
        assertThat(slow.turns(Duration.ofMillis(875))).isZero();
        assertThat(slow.resumeIn(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(875));
    }
}
