package com.winemall.starter.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Checks access tokens with keys fetched from user-service. Keys once fetched are used for as long
/// as user-service cannot be reached, and a token whose signature was checked a moment ago is not
/// checked again.
final class TokenDecoder implements JwtDecoder {

    private static final Logger log = LoggerFactory.getLogger(TokenDecoder.class);

    /// Longer than any outage: losing the keys would lock everybody out.
    private static final Duration OUTAGE_MAX = Duration.ofDays(30);

    private static final int KEYS_BYTES_MAX = 64 * 1024;

    private final JwtDecoder signatures;
    private final Cache<String, Jwt> checked;
    private final Clock clock;

    TokenDecoder(TokenProperties properties, Clock clock) {
        this.signatures = signatureDecoder(properties, clock);
        this.checked =
                Caffeine.newBuilder()
                        .maximumSize(properties.remembered())
                        .expireAfterWrite(properties.rememberedFor())
                        .build();
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var known = checked.getIfPresent(token);
        if (known != null && isAlive(known)) {
            return known;
        }
        var fresh = signatures.decode(token);
        checked.put(token, fresh);
        return fresh;
    }

    private boolean isAlive(Jwt token) {
        Instant expiry = Objects.requireNonNullElse(token.getExpiresAt(), Instant.MIN);
        return clock.instant().isBefore(expiry);
    }

    private static JwtDecoder signatureDecoder(TokenProperties properties, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keySource(properties)));
        // Expiry and issuer are Spring's to check, below.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var timestamps = new JwtTimestampValidator(properties.clockSkew());
        timestamps.setClock(clock);
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        timestamps, new JwtIssuerValidator(properties.issuer())));
        return decoder;
    }

    private static JWKSource<SecurityContext> keySource(TokenProperties properties) {
        int timeout = (int) properties.keysFetchTimeout().toMillis();
        try {
            return knownKeysBeyondTheRate(
                    JWKSourceBuilder.<SecurityContext>create(
                                    properties.keys().getFirst().toURL(),
                                    anyOf(properties.keys(), timeout))
                            .cache(properties.keysKeptFor().toMillis(), timeout)
                            .rateLimited(properties.keysFetchedAtMostEvery().toMillis())
                            .outageTolerant(OUTAGE_MAX.toMillis())
                            .retrying(true)
                            .build());
        } catch (MalformedURLException e) {
            throw new IllegalStateException("winemall.tokens.keys is no URL", e);
        }
    }

    private static ResourceRetriever anyOf(List<URI> addresses, int timeout) {
        var one = new DefaultResourceRetriever(timeout, timeout, KEYS_BYTES_MAX);
        return _ -> {
            for (var address : addresses.subList(0, addresses.size() - 1)) {
                try {
                    return one.retrieveResource(address.toURL());
                } catch (IOException e) {
                    log.atInfo()
                            .addKeyValue("address", address)
                            .log("no keys here, asking elsewhere: {}", e.toString());
                }
            }
            return one.retrieveResource(addresses.getLast().toURL());
        };
    }

    /// A token signed with a key nobody knows makes the keys be fetched anew, but only so often.
    /// Beyond that the keys known already have to do, and such a token is a bad one like any other.
    private static JWKSource<SecurityContext> knownKeysBeyondTheRate(
            JWKSource<SecurityContext> source) {
        var known = new AtomicBoolean();
        return (selector, context) -> {
            try {
                var keys = source.get(selector, context);
                known.set(true);
                return keys;
            } catch (RateLimitReachedException e) {
                if (known.get()) {
                    return List.of();
                }
                throw e;
            }
        };
    }
}
