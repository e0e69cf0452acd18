package com.winemall.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Access tokens, good and bad, and the document our keys are published in.
public final class Tokens {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final RSAKey OURS = newKey("ours");
    private static final RSAKey NEXT = newKey("next");

    private Tokens() {}

    public static String publishedKeys() {
        return new JWKSet(OURS.toPublicJWK()).toString();
    }

    public static String publishedKeysAfterRotation() {
        return new JWKSet(List.of(OURS.toPublicJWK(), NEXT.toPublicJWK())).toString();
    }

    public static String of(String person) {
        return signed(OURS, claims("winemall", person, inAnHour()));
    }

    public static String until(Instant expiry, String person) {
        return signed(OURS, claims("winemall", person, expiry));
    }

    public static String signedWithTheNextKey(String person) {
        return signed(NEXT, claims("winemall", person, inAnHour()));
    }

    public static String expired() {
        return signed(OURS, claims("winemall", "somebody", Instant.now().minusSeconds(60)));
    }

    public static String ofAnotherIssuer() {
        return signed(OURS, claims("somewhere", "somebody", inAnHour()));
    }

    public static String withoutExpiry() {
        return signed(
                OURS, new JWTClaimsSet.Builder().issuer("winemall").subject("somebody").build());
    }

    /// Signed by somebody else under the name of our key.
    public static String foreign() {
        return signed(newKey("ours"), claims("winemall", "somebody", inAnHour()));
    }

    /// Signed by somebody else under a name of their own.
    public static String ofAnUnknownKey() {
        return signed(newKey("theirs"), claims("winemall", "somebody", inAnHour()));
    }

    /// `alg: none`.
    public static String unsigned() {
        return new PlainJWT(claims("winemall", "somebody", inAnHour())).serialize();
    }

    /// Our public key, taken for a shared secret.
    public static String hashed() {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("ours").build(),
                            claims("winemall", "somebody", inAnHour()));
            token.sign(new MACSigner(OURS.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    private static Instant inAnHour() {
        return Instant.now().plus(LIFETIME);
    }

    private static JWTClaimsSet claims(String issuer, String person, Instant expiry) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(person)
                .claim("roles", List.of("CUSTOMER"))
                .issueTime(Date.from(expiry.minus(LIFETIME)))
                .expirationTime(Date.from(expiry))
                .build();
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
            var token = new SignedJWT(header, claims);
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
}
