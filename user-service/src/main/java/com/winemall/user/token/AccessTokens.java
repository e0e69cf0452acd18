package com.winemall.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.security.TokenProperties;
import com.winemall.starter.web.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;

/// Makes the tokens every service takes somebody's word by.
@Component
public class AccessTokens {

    private static final List<String> CUSTOMER = List.of("CUSTOMER");
    private static final List<String> ADMINISTRATOR = List.of("CUSTOMER", "ADMIN");

    private final SigningKeys keys;
    private final String issuer;
    private final Duration lifetime;
    private final Clock clock;

    AccessTokens(
            SigningKeys keys,
            TokenProperties properties,
            AccessTokenSettings settings,
            Clock clock) {
        this.keys = keys;
        this.issuer = properties.issuer();
        this.lifetime = settings.lifetime();
        this.clock = clock;
    }

    public AccessToken issue(Caller bearer) {
        return issue(bearer, lifetime);
    }

    public AccessToken issue(Caller bearer, Duration forHowLong) {
        var key = keys.newest();
        var now = clock.instant();
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.kid()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .subject(bearer.id().toString())
                                .claim("name", bearer.name())
                                .claim("roles", bearer.admin() ? ADMINISTRATOR : CUSTOMER)
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(forHowLong)))
                                .build());
        try {
            token.sign(new RSASSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("signing key " + key.kid() + " does not sign", e);
        }
        return new AccessToken(new Secret(token.serialize()), forHowLong);
    }
}
