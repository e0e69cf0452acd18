package com.winemall.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void pauses_double_up_to_the_maximum() {
        assertThat(backoff.after(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(3, 1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.after(5, 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.after(100_000, 1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void chance_takes_up_to_half_of_a_pause_away() {
        assertThat(backoff.after(3, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
    }
}
