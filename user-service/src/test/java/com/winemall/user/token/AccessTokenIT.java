package com.winemall.user.token;

import static com.winemall.user.Api.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.winemall.contracts.CustomerId;
import com.winemall.test.TestClock;
import com.winemall.test.TestTokens;
import com.winemall.user.Api;
import com.winemall.user.UserServiceTest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UserServiceTest
class AccessTokenIT {

    private final Api api;
    private final TestClock clock;
    private final SigningKeys keys;

    AccessTokenIT(Api api, TestClock clock, SigningKeys keys) {
        this.api = api;
        this.clock = clock;
        this.keys = keys;
    }

    @Test
    void a_token_says_who_and_what_its_owner_is_and_fits_the_published_key()
            throws ParseException, JOSEException {
        var member = api.aMember();

        var token = SignedJWT.parse(member.accessToken());

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        var key = publishedKeys().getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(key.size()).isEqualTo(2048);
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getJWTClaimsSet().getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "sub", "name", "roles", "iat", "exp");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("winemall");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(member.id());
        assertThat(token.getJWTClaimsSet().getStringClaim("name")).isEqualTo("Anna");
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("CUSTOMER");
        assertThat(token.getJWTClaimsSet().getIssueTime().toInstant()).isEqualTo(clock.instant());
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void an_administrator_is_a_customer_too() throws ParseException {
        var token = SignedJWT.parse(api.administratorToken());

        assertThat(token.getJWTClaimsSet().getStringListClaim("roles"))
                .containsExactly("CUSTOMER", "ADMIN");
    }

    @Test
    void the_published_keys_may_be_kept_and_have_no_private_half() throws ParseException {
        var answer = api.get("/.well-known/jwks.json", bearer("worn.out.token"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(publishedKeys().getKeys()).isNotEmpty().noneMatch(key -> key.isPrivate());
        assertThat(answer.json().at("/keys/0/kty").asString()).isEqualTo("RSA");
        assertThat(answer.json().at("/keys/0/use").asString()).isEqualTo("sig");
        assertThat(answer.json().at("/keys/0/alg").asString()).isEqualTo("RS256");
        assertThat(answer.json().at("/keys/0").propertyNames())
                .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n");
    }

    @Test
    void a_token_runs_out_after_its_time_and_a_little_skew() {
        var member = api.aMember();
        clock.advance(Duration.ofMinutes(15).plusSeconds(9));
        assertThat(api.get("/api/users/me", member.bearer()).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(2));

        assertThat(api.get("/api/users/me", member.bearer()).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void tokens_that_are_not_ours_are_refused_whatever_they_say() throws JOSEException {
        var member = new CustomerId(UUID.fromString(api.aMember().id()));
        var ours = keys.newest();
        var now = clock.instant();

        var symmetric =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(ours.kid()).build(),
                        claims("winemall", member, now));
        symmetric.sign(new MACSigner(ours.publicKey().getEncoded()));
        var otherIssuer = signed(JWSAlgorithm.RS256, ours, claims("somebody", member, now));
        var otherAlgorithm = signed(JWSAlgorithm.RS512, ours, claims("winemall", member, now));
        var control = signed(JWSAlgorithm.RS256, ours, claims("winemall", member, now));
        var whole = control.serialize();
        var tampered = new StringBuilder(whole);
        int middle = whole.indexOf('.') + 20;
        tampered.setCharAt(middle, whole.charAt(middle) == 'A' ? 'B' : 'A');

        assertThat(
                        List.of(
                                TestTokens.unsigned(member),
                                TestTokens.foreign(member),
                                TestTokens.expired(member),
                                TestTokens.admin(member),
                                symmetric.serialize(),
                                otherIssuer.serialize(),
                                otherAlgorithm.serialize(),
                                tampered.toString(),
                                whole.substring(0, whole.lastIndexOf('.') + 1)))
                .allSatisfy(token -> {
                    var answer = api.get("/api/users/me", bearer(token));
                    assertThat(answer.outcome()).isEqualTo("401 UNAUTHENTICATED");
                    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
                });
        assertThat(api.get("/api/users/me", bearer(whole)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer ..",
                "Basic YTpi",
                "Bearer é"
            })
    void what_is_no_token_is_refused(String header) {
        assertThat(api.get("/api/users/me", "Authorization", header).outcome())
                .isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void the_documentation_is_there_and_calls_a_password_a_string() {
        var document = api.get("/v3/api-docs");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().get("paths").propertyNames())
                .contains(
                        "/api/users",
                        "/api/users/me",
                        "/api/auth/login",
                        "/api/auth/refresh",
                        "/api/auth/logout",
                        "/.well-known/jwks.json");
        var password = document.json().at("/components/schemas/SignUp/properties/password");
        var reference = password.path("$ref").asString("");
        var schema = reference.isEmpty() ? password : document.json().at(reference.substring(1));
        assertThat(schema.get("type").asString()).isEqualTo("string");
    }

    private JWKSet publishedKeys() throws ParseException {
        return JWKSet.parse(api.get("/.well-known/jwks.json").body());
    }

    private static SignedJWT signed(JWSAlgorithm algorithm, SigningKey key, JWTClaimsSet claims)
            throws JOSEException {
        var token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.kid()).build(), claims);
        token.sign(
                new RSASSASigner(
                        new RSAKey.Builder(key.publicKey()).privateKey(key.privateKey()).build()));
        return token;
    }

    private static JWTClaimsSet claims(String issuer, CustomerId subject, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject.toString())
                .claim("roles", List.of("ADMIN"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build();
    }
}
