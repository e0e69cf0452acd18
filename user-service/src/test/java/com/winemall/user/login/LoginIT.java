package com.winemall.user.login;

import static com.winemall.user.Api.PASSWORD;
import static com.winemall.user.Api.anAddress;
import static com.winemall.user.Api.bearer;
import static com.winemall.user.Api.signUpOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.test.TestClock;
import com.winemall.user.Api;
import com.winemall.user.AtOnce;
import com.winemall.user.UserServiceTest;
import com.winemall.user.WatchedEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@UserServiceTest
class LoginIT {

    private static final int ATTEMPTS = 5;
    private static final Duration LOCK = Duration.ofMinutes(15);

    private final Api api;
    private final WatchedEncoder encoder;
    private final TestClock clock;
    private final JdbcClient jdbc;

    LoginIT(Api api, WatchedEncoder encoder, TestClock clock, JdbcClient jdbc) {
        this.api = api;
        this.encoder = encoder;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @Test
    void the_right_password_gets_a_pair_of_tokens() {
        var email = anAddress();
        api.post("/api/users", signUpOf(email));

        var tokens = api.login(email.toUpperCase(Locale.ROOT), PASSWORD);

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json().propertyNames())
                .containsExactlyInAnyOrder("accessToken", "tokenType", "expiresIn", "refreshToken");
        assertThat(tokens.text("tokenType")).isEqualTo("Bearer");
        assertThat(tokens.json().get("expiresIn").asInt()).isEqualTo(900);
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        assertThat(api.get("/api/users/me", bearer(tokens.text("accessToken"))).text("email"))
                .isEqualTo(email);
    }

    @Test
    void an_unknown_address_and_a_wrong_password_get_one_answer_for_one_hash() {
        var member = api.aMember();
        var nobody = anAddress();

        int hashesForMember =
                encoder.hashesOf(() -> {
                    var answer = api.login(member.email(), "wrong password");
                    assertThat(answer.outcome()).isEqualTo("401 BAD_CREDENTIALS");
                });
        int hashesForNobody =
                encoder.hashesOf(() -> {
                    var answer = api.login(nobody, "wrong password");
                    assertThat(answer.outcome()).isEqualTo("401 BAD_CREDENTIALS");
                });

        assertThat(hashesForNobody).isEqualTo(hashesForMember).isEqualTo(1);
        assertThat(api.login(nobody, "wrong password").body())
                .isEqualTo(api.login(member.email(), "wrong password").body());
    }

    @Test
    void five_wrong_passwords_lock_an_address_even_for_the_right_one() {
        var member = api.aMember();
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(api.login(member.email(), "wrong " + i).outcome())
                    .isEqualTo("401 BAD_CREDENTIALS");
        }

        int hashes =
                encoder.hashesOf(() -> {
                    var locked = api.login(member.email().toLowerCase(Locale.ROOT), PASSWORD);
                    assertThat(locked.outcome()).isEqualTo("429 LOGIN_LOCKED");
                    assertThat(locked.header("Retry-After")).isEqualTo("900");
                });

        assertThat(hashes).as("a locked address is not worth a hash").isZero();
        assertThat(api.get("/api/users/me", member.bearer()).status())
                .as("who is logged in stays")
                .isEqualTo(200);
    }

    @Test
    void a_lock_ends_by_itself_and_the_next_one_takes_as_many_again() {
        var member = api.aMember();
        lock(member.email());
        clock.advance(LOCK.minusSeconds(1));
        assertThat(api.login(member.email(), PASSWORD).header("Retry-After")).isEqualTo("1");

        clock.advance(Duration.ofSeconds(1));

        for (int i = 0; i < ATTEMPTS - 1; i++) {
            assertThat(api.login(member.email(), "wrong").outcome())
                    .isEqualTo("401 BAD_CREDENTIALS");
        }
        assertThat(api.login(member.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void the_right_password_starts_the_count_anew() {
        var member = api.aMember();

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < ATTEMPTS - 1; i++) {
                api.login(member.email(), "wrong");
            }
            assertThat(api.login(member.email(), PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void an_address_nobody_has_is_locked_like_any_other() {
        var nobody = anAddress();

        lock(nobody);

        assertThat(api.login(nobody, "wrong").outcome()).isEqualTo("429 LOGIN_LOCKED");
        assertThat(api.login("no address at all", "wrong").outcome())
                .isEqualTo("401 BAD_CREDENTIALS");
    }

    @Test
    void of_many_guesses_at_once_as_many_are_answered_as_one_after_the_other() {
        var member = api.aMember();

        var answers = AtOnce.people(24, person -> api.login(member.email(), "wrong " + person));

        var outcomes = answers.stream().map(Api.Answer::outcome).toList();
        assertThat(Collections.frequency(outcomes, "401 BAD_CREDENTIALS")).isEqualTo(ATTEMPTS);
        assertThat(Collections.frequency(outcomes, "429 LOGIN_LOCKED")).isEqualTo(24 - ATTEMPTS);
    }

    @Test
    void a_guess_that_was_under_way_when_the_lock_fell_learns_nothing() {
        var member = api.aMember();
        encoder.interrupt(() -> lock(member.email()));

        var right = api.login(member.email(), PASSWORD);

        assertThat(right.outcome()).isEqualTo("429 LOGIN_LOCKED");
        assertThat(right.header("Retry-After")).isEqualTo("900");
    }

    @Test
    void one_member_may_log_in_from_many_places_at_once() {
        var member = api.aMember();

        var answers = AtOnce.people(16, _ -> api.login(member.email(), PASSWORD));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.text("refreshToken")).distinct())
                .hasSize(16);
    }

    @Test
    void a_password_changed_while_it_was_compared_logs_nobody_in() {
        var member = api.aMember();
        encoder.interrupt(() ->
                api.patch(
                        "/api/users/me",
                        Map.of("password", "a new password", "currentPassword", PASSWORD),
                        member.bearer()));

        var late = api.login(member.email(), PASSWORD);

        assertThat(late.outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(api.login(member.email(), "a new password").status()).isEqualTo(200);
    }

    @Test
    void whoever_left_while_their_password_was_compared_is_not_logged_in() {
        var member = api.aMember();
        encoder.interrupt(() -> api.delete("/api/users/me", member.bearer()));

        var late = api.login(member.email(), PASSWORD);

        assertThat(late.outcome()).isEqualTo("401 BAD_CREDENTIALS");
    }

    @Test
    void what_people_typed_as_an_address_is_not_kept() {
        api.login("my-password-in-the-wrong-field", "wrong");

        assertThat(
                        jdbc.sql("select row_to_json(g)::text from password_guess g")
                                .query(String.class)
                                .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains("my-password"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email | {`password`:`x`}",
                "email | {`email`:``,`password`:`x`}",
                "password | {`email`:`a@b.kr`}",
                "password | {`email`:`a@b.kr`,`password`:``}",
                "password | {`email`:`a@b.kr`,`password`:[]}",
                "body | {"
            })
    void what_is_no_login_is_refused_before_it_is_one(String field, String body) {
        var answer = api.post("/api/auth/login", body.replace('`', '"'));

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void odd_logins_are_answered_like_any_other() {
        var email = anAddress();
        api.post("/api/users", signUpOf(email));

        var unknownField =
                api.post(
                        "/api/auth/login",
                        Map.of("email", email, "password", PASSWORD, "remember", true));
        var injection = api.login("' or '1'='1' --", "' or '1'='1");
        var controls = api.login("a\u0000b\ud83c", "\u0000\ud83c");
        var longest = api.login("x".repeat(255), PASSWORD);
        var none = api.send("POST", "/api/auth/login", BodyPublishers.noBody());
        var huge = api.login(email, "x".repeat(300_000));

        assertThat(unknownField.status()).isEqualTo(200);
        assertThat(injection.outcome()).isEqualTo("401 BAD_CREDENTIALS");
        assertThat(controls.status()).isIn(400, 401);
        assertThat(longest.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(none.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(huge.outcome()).isEqualTo("413 PAYLOAD_TOO_LARGE");
    }

    @Test
    void an_old_access_token_sent_along_does_not_stand_in_the_way() {
        var member = api.aMember();

        var answers =
                Stream.of("login", "refresh", "logout")
                        .map(call ->
                                api.post(
                                        "/api/auth/" + call,
                                        Map.of(
                                                "email",
                                                member.email(),
                                                "password",
                                                PASSWORD,
                                                "refreshToken",
                                                member.refreshToken()),
                                        bearer("worn.out.token")));

        assertThat(answers).extracting(Api.Answer::status).containsExactly(200, 200, 204);
    }

    private void lock(String email) {
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(api.login(email, "wrong").outcome()).isEqualTo("401 BAD_CREDENTIALS");
        }
    }
}
