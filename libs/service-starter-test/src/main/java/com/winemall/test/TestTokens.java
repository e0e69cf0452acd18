package com.winemall.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import com.winemall.contracts.CustomerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Access tokens as user-service signs them, with keys of this JVM, published over HTTP as
/// user-service publishes its own.
public final class TestTokens {

    private static final String ISSUER = "winemall";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final RSAKey KEY = newKey("test");
    private static final HttpServer SERVER = serveKeys();

    private TestTokens() {}

    /// Where they are published.
    public static URI keysUri() {
        return URI.create(
                "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/.well-known/jwks.json");
    }

    public static String customer(CustomerId id) {
        return customer(id, Instant.now());
    }

    /// @param now by the clock of the service under test, which may be ahead
    public static String customer(CustomerId id, Instant now) {
        return signed(KEY, claims(id, List.of("CUSTOMER"), now.plus(LIFETIME)));
    }

    public static String admin(CustomerId id) {
        return admin(id, Instant.now());
    }

    /// @param now by the clock of the service under test, which may be ahead
    public static String admin(CustomerId id, Instant now) {
        return signed(KEY, claims(id, List.of("CUSTOMER", "ADMIN"), now.plus(LIFETIME)));
    }

    /// Was good once.
    public static String expired(CustomerId id) {
        return signed(KEY, claims(id, List.of("ADMIN"), Instant.now().minus(LIFETIME)));
    }

    /// Signed by somebody else under the name of our key.
    public static String foreign(CustomerId id) {
        return signed(newKey("test"), claims(id, List.of("ADMIN"), Instant.now().plus(LIFETIME)));
    }

    /// `alg: none`.
    public static String unsigned(CustomerId id) {
        return new PlainJWT(claims(id, List.of("ADMIN"), Instant.now().plus(LIFETIME))).serialize();
    }

    private static JWTClaimsSet claims(CustomerId id, List<String> roles, Instant expiry) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(id.toString())
                .claim("name", "Tester")
                .claim("roles", roles)
                .issueTime(Date.from(expiry.minus(LIFETIME)))
                .expirationTime(Date.from(expiry))
                .build();
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    private static HttpServer serveKeys() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext(
                    "/.well-known/jwks.json",
                    exchange -> {
                        exchange.sendResponseHeaders(200, keys.length);
                        try (var body = exchange.getResponseBody()) {
                            body.write(keys);
                        }
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
