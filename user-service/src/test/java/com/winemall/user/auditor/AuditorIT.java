package com.winemall.user.auditor;

import static com.winemall.user.Api.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.test.TestClock;
import com.winemall.user.Api;
import com.winemall.user.UserServiceTest;
import com.winemall.user.token.AccessTokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/// Who gets an auditor's token, and what it is good for.
@UserServiceTest
class AuditorIT {

    private static final String SECRET = "this-auditor-is-for-the-local-mall-only";

    private final Api api;
    private final AccessTokens tokens;
    private final TestClock clock;

    AuditorIT(Api api, AccessTokens tokens, TestClock clock) {
        this.api = api;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Test
    void whoever_knows_the_secret_may_read_the_books_for_ten_minutes_and_do_nothing_else()
            throws ParseException {
        var answer = api.post("/auditor/token", Map.of("secret", SECRET));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("tokenType")).isEqualTo("Bearer");
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(600);
        var token = answer.text("accessToken");
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("roles")).containsExactly("AUDITOR");
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(clock.instant().plus(Duration.ofMinutes(10))));
        assertThat(api.get("/audit/checks", bearer(token)).status()).isEqualTo(200);
        assertThat(api.post("/local/members", Map.of("count", 1), bearer(token)).outcome())
                .isEqualTo("403 FORBIDDEN");
    }

    @Test
    void whoever_does_not_know_it_gets_none() {
        for (var secret : List.of("", "x", SECRET + " ", SECRET.toUpperCase(Locale.ROOT))) {
            assertThat(api.post("/auditor/token", Map.of("secret", secret)).outcome())
                    .isEqualTo("401 BAD_CREDENTIALS");
        }
        for (var body : List.of("", "{}", "{\"secret\":null}", "[]")) {
            assertThat(api.post("/auditor/token", body).outcome()).isEqualTo("400 INVALID_REQUEST");
        }
        assertThat(api.get("/auditor/token").status()).isNotEqualTo(200);
    }

    @Test
    void customers_do_not_read_the_books() {
        assertThat(api.get("/audit/checks", api.aMember().bearer()).outcome())
                .isEqualTo("403 FORBIDDEN");
    }

    @Test
    void without_a_secret_there_is_no_auditor() {
        assertThat(auditor(null).token(new Secret(""))).isEmpty();
        assertThat(auditor(null).token(new Secret(SECRET))).isEmpty();
    }

    @Test
    void a_secret_everybody_knows_or_can_guess_is_refused() {
        for (var secret : List.of(SECRET, "short", " ")) {
            assertThatThrownBy(() -> auditor(new Secret(secret)))
                    .isInstanceOf(UnsafeSetting.class)
                    .hasMessageStartingWith("winemall.auditor.secret ");
        }
    }

    private Auditor auditor(Secret secret) {
        return new Auditor(
                new AuditorSettings(secret, Duration.ofMinutes(10)), tokens, new MockEnvironment());
    }
}
