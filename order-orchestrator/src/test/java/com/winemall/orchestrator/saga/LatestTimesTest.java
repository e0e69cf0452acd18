package com.winemall.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.orchestrator.saga.LatestTimes.Usual;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatestTimesTest {

    private final LatestTimes times = new LatestTimes();

    @Test
    void nothing_is_usual_before_anything_was_seen() {
        assertThat(times.usual()).isEmpty();
    }

    @Test
    void half_took_no_longer_than_the_median_and_one_of_a_hundred_longer_than_the_slow_ones() {
        for (int i = 100; i >= 1; i--) {
            times.add(Duration.ofMillis(i));
        }

        assertThat(times.usual()).contains(new Usual(Duration.ofMillis(50), Duration.ofMillis(99)));
    }

    @Test
    void one_that_took_forever_makes_nothing_unusual_of_the_others() {
        for (int i = 0; i < 199; i++) {
            times.add(Duration.ofMillis(8));
        }
        times.add(Duration.ofHours(1));

        assertThat(times.usual()).contains(new Usual(Duration.ofMillis(8), Duration.ofMillis(8)));
    }

    @Test
    void what_was_usual_long_ago_is_forgotten() {
        for (int i = 0; i < 2_000; i++) {
            times.add(Duration.ofSeconds(9));
        }
        for (int i = 0; i < 1_000; i++) {
            times.add(Duration.ofMillis(7));
        }

        assertThat(times.usual()).contains(new Usual(Duration.ofMillis(7), Duration.ofMillis(7)));
    }
}
