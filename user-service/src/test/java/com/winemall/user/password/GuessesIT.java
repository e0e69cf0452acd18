package com.winemall.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.test.TestClock;
import com.winemall.user.UserServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@UserServiceTest
class GuessesIT {

    private final Guesses guesses;
    private final TestClock clock;
    private final JdbcClient jdbc;

    GuessesIT(Guesses guesses, TestClock clock, JdbcClient jdbc) {
        this.guesses = guesses;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Test
    void wrong_passwords_of_long_ago_no_longer_count() {
        for (int i = 0; i < 4; i++) {
            guesses.wrong("old@example.test");
        }
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        guesses.wrong("recent@example.test");

        guesses.forgetOld();

        assertThat(jdbc.sql("select count(*) from password_guess").query(Integer.class).single())
                .isEqualTo(1);
        guesses.wrong("old@example.test");
        assertThat(guesses.lockOf("old@example.test")).isEmpty();
    }
}
