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
    private static final List<String> AUDITOR = List.of("AUDITOR");

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
        return issue(
                bearer.id().toString(),
                bearer.name(),
                bearer.admin() ? ADMINISTRATOR : CUSTOMER,
                forHowLong);
    }

    /// For whoever audits the shop: good for reading the services' books, and for nothing else.
    public AccessToken issueToAuditor(Duration forHowLong) {
        return issue("auditor", "auditor", AUDITOR, forHowLong);
    }

    private AccessToken issue(
            String subject, String name, List<String> roles, Duration forHowLong) {
        var key = keys.newest();
        var now = clock.instant();
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.kid()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .subject(subject)
                                .claim("name", name)
                                .claim("roles", roles)
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
