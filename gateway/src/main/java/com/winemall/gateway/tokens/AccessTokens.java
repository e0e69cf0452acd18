package com.winemall.gateway.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.winemall.gateway.tokens.Caller.Impostor;
import com.winemall.gateway.tokens.Caller.Person;
import com.winemall.gateway.tokens.Caller.Unknowable;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Checks access tokens. A token whose signature was checked a moment ago is not checked again.
@Component
public class AccessTokens {

    private final ReactiveJwtDecoder signatures;
    private final Cache<String, Person> checked;
    private final Clock clock;

    AccessTokens(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.signatures = signatureDecoder(keys, settings, clock);
        this.checked =
                Caffeine.newBuilder()
                        .maximumSize(settings.remembered())
                        .expireAfterWrite(settings.rememberedFor())
                        .executor(Runnable::run)
                        .build();
        this.clock = clock;
    }

    /// Whose token this is, if that was found out a moment ago.
    public @Nullable Person remembered(String token) {
        var person = checked.getIfPresent(token);
        return person != null && clock.instant().isBefore(person.until()) ? person : null;
    }

    public Mono<Caller> check(String token) {
        return Mono.defer(() -> signatures.decode(token))
                .<Caller>map(jwt -> remember(token, jwt))
                .onErrorResume(e ->
                        Mono.just(
                                e instanceof BadJwtException ? new Impostor() : new Unknowable()));
    }

    private Caller remember(String token, Jwt jwt) {
        var subject = jwt.getSubject();
        if (subject == null) {
            return new Impostor();
        }
        var expiry = Objects.requireNonNull(jwt.getExpiresAt(), "checked above");
        var person = new Person(subject, expiry);
        checked.put(token, person);
        return person;
    }

    private static ReactiveJwtDecoder signatureDecoder(
            SigningKeys keys, TokenSettings settings, Clock clock) {
        var decoder =
                NimbusReactiveJwtDecoder.withJwkSource(keys::candidates)
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .build();
        var timestamps = new JwtTimestampValidator(settings.clockSkew());
        timestamps.setAllowEmptyExpiryClaim(false);
        timestamps.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtTypeValidator.jwt(),
                        timestamps,
                        new JwtIssuerValidator(settings.issuer())));
        return decoder;
    }
}
