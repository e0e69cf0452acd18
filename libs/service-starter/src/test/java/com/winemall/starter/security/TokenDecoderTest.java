package com.winemall.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import com.winemall.embedded.FreePorts;
import com.winemall.test.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

class TokenDecoderTest {

    private static final RSAKey KEY = newKey("one");
    private static final RSAKey NEXT_KEY = newKey("two");
    private static final RSAKey FOREIGN_KEY_OF_THE_SAME_NAME = newKey("one");
    private static final RSAKey UNKNOWN_KEY = newKey("unknown");
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final KeyServer keys = new KeyServer(KEY);
    private final TokenDecoder decoder = decoder(0);

    @AfterEach
    void close() {
        keys.stop();
    }

    @Test
    void our_own_token_is_believed() {
        var token = decoder.decode(token("anna"));

        assertThat(token.getSubject()).isEqualTo("anna");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("CUSTOMER");
        assertThat(token.getExpiresAt()).isEqualTo(clock.instant().plus(LIFETIME));
    }

    @Test
    void nobody_elses_token_is() throws JOSEException {
        var publicKey = KEY.toRSAPublicKey().getEncoded();
        var good = token("anna");

        refuses(signed(FOREIGN_KEY_OF_THE_SAME_NAME, claims("anna").build()));
        refuses(signed(KEY, claims("anna").issuer("somebody").build()));
        refuses(signed(KEY, claims("anna").issuer(null).build()));
        refuses(new PlainJWT(claims("anna").build()).serialize());
        refuses(signed(JWSAlgorithm.HS256, new MACSigner(publicKey)));
        refuses(signed(JWSAlgorithm.RS512, new RSASSASigner(KEY)));
        refuses(withPayload(good, "{\"iss\":\"winemall\",\"sub\":\"anna\",\"exp\":9999999999}"));
        refuses(good.substring(0, good.lastIndexOf('.') + 1));
        refuses("garbage");
        refuses("a.b.c");
        refuses("");
    }

    @Test
    void a_token_ends_when_it_says_and_a_little_skew_later() {
        var token = token("anna");

        clock.advance(LIFETIME.plusSeconds(9));
        assertThat(decoder.decode(token).getSubject()).isEqualTo("anna");

        clock.advance(Duration.ofSeconds(2));
        refuses(token);
    }

    @Test
    void a_token_is_not_checked_twice_and_still_ends_in_time() {
        var remembering = decoder(10);
        var token = token("anna");

        var first = remembering.decode(token);

        assertThat(remembering.decode(token)).isSameAs(first);
        clock.advance(LIFETIME.plusMinutes(1));
        assertThatThrownBy(() -> remembering.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void keys_once_fetched_are_used_when_their_server_is_gone() {
        decoder.decode(token("anna"));
        keys.stop();

        assertThat(decoder.decode(token("bert")).getSubject()).isEqualTo("bert");
        assertThat(decoder.decode(token("carl")).getSubject()).isEqualTo("carl");
        refuses(signed(FOREIGN_KEY_OF_THE_SAME_NAME, claims("anna").build()));
        refuses(signed(UNKNOWN_KEY, claims("anna").build()));
        assertThat(keys.fetched).hasValue(1);
    }

    @Test
    void a_new_key_is_fetched_when_its_first_token_comes() {
        decoder.decode(token("anna"));
        keys.publish(KEY, NEXT_KEY);

        assertThat(decoder.decode(signed(NEXT_KEY, claims("bert").build())).getSubject())
                .isEqualTo("bert");
        assertThat(decoder.decode(token("carl")).getSubject()).isEqualTo("carl");
        assertThat(keys.fetched).hasValue(2);
    }

    @Test
    void unknown_keys_are_refused_however_many_come_and_make_no_storm_of_fetches() {
        decoder.decode(token("anna"));

        for (int i = 0; i < 20; i++) {
            refuses(signed(UNKNOWN_KEY, claims("mallory " + i).build()));
        }

        assertThat(decoder.decode(token("bert")).getSubject()).isEqualTo("bert");
        assertThat(keys.fetched.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void without_any_keys_a_token_is_not_called_bad() {
        keys.stop();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> decoder.decode(token("anna")))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private TokenDecoder decoder(int remembered) {
        return new TokenDecoder(
                new TokenProperties(
                        "winemall",
                        List.of(goneUri(), keys.uri),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        remembered,
                        Duration.ofMinutes(5)),
                clock);
    }

    private String token(String subject) {
        return signed(KEY, claims(subject).build());
    }

    private JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer("winemall")
                .subject(subject)
                .claim("roles", List.of("CUSTOMER"))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(LIFETIME)));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                    claims,
                    new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        return signed(
                new JWSHeader.Builder(algorithm).keyID(KEY.getKeyID()).build(),
                claims("anna").build(),
                signer);
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    /// Another payload under the signature of the first.
    private static String withPayload(String token, String payload) {
        var parts = token.split("\\.", -1);
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8))
                + "."
                + parts[2];
    }

    /// Where an instance of user-service was.
    private static URI goneUri() {
        return URI.create("http://127.0.0.1:" + FreePorts.one() + "/keys");
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Publishes keys as user-service does, until it is stopped.
    private static final class KeyServer {

        private final AtomicInteger fetched = new AtomicInteger();
        private final HttpServer server;
        private final URI uri;
        private volatile String document = "";

        private KeyServer(RSAKey key) {
            publish(key);
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.createContext(
                    "/keys",
                    exchange -> {
                        fetched.incrementAndGet();
                        var bytes = document.getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        try (var body = exchange.getResponseBody()) {
                            body.write(bytes);
                        }
                    });
            server.start();
            uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        }

        private void publish(RSAKey... keys) {
            document = new JWKSet(List.<JWK>of(keys)).toPublicJWKSet().toString();
        }

        private void stop() {
            server.stop(0);
        }
    }
}
