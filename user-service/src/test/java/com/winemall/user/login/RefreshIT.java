package com.winemall.user.login;

import static com.winemall.user.Api.PASSWORD;
import static com.winemall.user.Api.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.test.TestClock;
import com.winemall.user.Api;
import com.winemall.user.AtOnce;
import com.winemall.user.UserServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@UserServiceTest
class RefreshIT {

    private static final Duration LIFETIME = Duration.ofDays(30);

    private final Api api;
    private final TestClock clock;
    private final JdbcClient jdbc;

    RefreshIT(Api api, TestClock clock, JdbcClient jdbc) {
        this.api = api;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Test
    void a_refresh_token_gets_a_new_pair_and_is_spent() {
        var member = api.aMember();

        var renewed = api.refresh(member.refreshToken());

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().propertyNames())
                .containsExactlyInAnyOrder("accessToken", "tokenType", "expiresIn", "refreshToken");
        assertThat(renewed.text("refreshToken")).isNotEqualTo(member.refreshToken());
        assertThat(api.get("/api/users/me", bearer(renewed.text("accessToken"))).text("id"))
                .isEqualTo(member.id());
    }

    @Test
    void a_spent_token_used_again_ends_its_family_and_no_other() {
        var member = api.aMember();
        var otherLogin = api.login(member.email(), PASSWORD).text("refreshToken");
        var second = api.refresh(member.refreshToken()).text("refreshToken");
        var third = api.refresh(second).text("refreshToken");

        var reused = api.refresh(member.refreshToken());

        assertThat(reused.outcome()).isEqualTo("401 REFRESH_REUSED");
        assertThat(api.refresh(second).outcome()).isEqualTo("401 REFRESH_REUSED");
        assertThat(api.refresh(third).outcome()).isEqualTo("401 REFRESH_REUSED");
        assertThat(api.refresh(third).outcome()).isEqualTo("401 REFRESH_REUSED");
        assertThat(api.refresh(otherLogin).status()).isEqualTo(200);
    }

    @Test
    void of_many_who_show_one_token_at_once_one_is_let_in_and_the_family_ends() {
        var member = api.aMember();

        var answers = AtOnce.people(12, _ -> api.refresh(member.refreshToken()));

        assertThat(answers.stream().map(Api.Answer::outcome))
                .containsOnlyOnce("200")
                .containsOnly("200", "401 REFRESH_REUSED");
        var winner =
                answers.stream().filter(answer -> answer.status() == 200).findFirst().orElseThrow();
        assertThat(api.refresh(winner.text("refreshToken")).outcome())
                .isEqualTo("401 REFRESH_REUSED");
    }

    @Test
    void an_unknown_token_is_no_credential() {
        assertThat(api.refresh("never issued").outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh("").outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh("' or true --").outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh("x".repeat(100_000)).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh(api.aMember().accessToken()).outcome())
                .isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.post("/api/auth/refresh", "{}").outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(api.send("POST", "/api/auth/refresh", BodyPublishers.noBody()).outcome())
                .isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void a_token_runs_out_and_each_refresh_begins_a_new_time() {
        var member = api.aMember();
        clock.advance(LIFETIME.minusSeconds(1));
        var second = api.refresh(member.refreshToken());
        assertThat(second.status()).isEqualTo(200);
        clock.advance(LIFETIME.minusSeconds(1));
        var third = api.refresh(second.text("refreshToken"));
        assertThat(third.status()).isEqualTo(200);

        clock.advance(LIFETIME);

        assertThat(api.refresh(third.text("refreshToken")).outcome())
                .isEqualTo("401 BAD_CREDENTIALS");
    }

    @Test
    void logging_out_ends_the_family_however_often_it_is_done() {
        var member = api.aMember();
        var second = api.refresh(member.refreshToken()).text("refreshToken");
        var otherLogin = api.login(member.email(), PASSWORD).text("refreshToken");

        assertThat(api.logout(second).status()).isEqualTo(204);
        assertThat(api.logout(second).status()).isEqualTo(204);
        assertThat(api.logout(second).body()).isEmpty();

        assertThat(api.refresh(second).outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.refresh(member.refreshToken()).outcome())
                .as("it was spent before")
                .isEqualTo("401 REFRESH_REUSED");
        assertThat(api.refresh(otherLogin).status()).isEqualTo(200);
        assertThat(api.logout("never issued").status()).isEqualTo(204);
        assertThat(api.post("/api/auth/logout", "{}").outcome()).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void a_changed_name_is_in_the_next_access_token() {
        var member = api.aMember();
        api.patch("/api/users/me", Map.of("name", "Bora 🍷"), member.bearer());

        var token = api.refresh(member.refreshToken()).text("accessToken");

        var claims =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]),
                        StandardCharsets.UTF_8);
        assertThat(claims).contains("\"name\":\"Bora 🍷\"");
    }

    @Test
    void the_database_holds_nothing_a_thief_could_show() {
        var member = api.aMember();
        var bytes = Base64.getUrlDecoder().decode(member.refreshToken());

        var rows =
                jdbc.sql(
                                """
                                select octet_length(t.token_hash) as length,
                                       t.token_hash = sha256(convert_to(:token, 'UTF8')) as hashed
                                from refresh_token t
                                join refresh_family f on f.id = t.family_id
                                where f.customer_id = :id
                                """)
                        .param("token", member.refreshToken())
                        .param("id", UUID.fromString(member.id()))
                        .query((row, _) -> row.getInt("length") + " " + row.getBoolean("hashed"))
                        .list();

        assertThat(bytes).hasSize(32);
        assertThat(rows).containsExactly("32 true");
    }
}
