package com.winemall.user.session;

import static com.winemall.user.Api.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.test.TestClock;
import com.winemall.user.Api;
import com.winemall.user.UserServiceTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@UserServiceTest
class SessionSweeperIT {

    private final Api api;
    private final SessionSweeper sweeper;
    private final TestClock clock;
    private final JdbcClient jdbc;

    SessionSweeperIT(Api api, SessionSweeper sweeper, TestClock clock, JdbcClient jdbc) {
        this.api = api;
        this.sweeper = sweeper;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Test
    void what_ran_out_is_deleted_and_what_is_alive_stays() {
        var member = api.aMember();
        clock.advance(Duration.ofDays(20));
        var alive = api.refresh(api.login(member.email(), PASSWORD).text("refreshToken"));
        clock.advance(Duration.ofDays(10));

        sweeper.sweep();

        assertThat(count("refresh_family f where f.customer_id = :id", member)).isEqualTo(1);
        assertThat(
                        count(
                                """
                                refresh_token t join refresh_family f on f.id = t.family_id
                                where f.customer_id = :id
                                """,
                                member))
                .isEqualTo(2);
        assertThat(api.refresh(member.refreshToken()).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh(alive.text("refreshToken")).status()).isEqualTo(200);
    }

    private int count(String what, Api.Account member) {
        return jdbc.sql("select count(*) from " + what)
                .param("id", UUID.fromString(member.id()))
                .query(Integer.class)
                .single();
    }
}
