package com.winemall.gateway.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// user-service's public keys. Those once fetched are used for as long as it cannot be reached.
/// Only a token that cannot be checked without new keys waits for them, and however many such
/// tokens there are, user-service is asked once.
@Component
class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final Duration keptFor;
    private final Clock clock;
    private final Mono<JWKSet> newKeys;
    private volatile @Nullable Held held;

    SigningKeys(TokenSettings settings, ClientHttpConnector connector, Clock clock) {
        var askedEvery = settings.keysAskedEvery();
        this.keptFor = settings.keysKeptFor();
        this.clock = clock;
        this.newKeys =
                published(WebClient.builder().clientConnector(connector).build(), settings)
                        .map(SigningKeys::parsed)
                        .doOnNext(keys -> held = new Held(keys, clock.instant()))
                        .doOnError(e -> log.warn("no keys from user-service: {}", e.toString()))
                        .cache(_ -> askedEvery, _ -> askedEvery, () -> askedEvery);
    }

    /// Asks before anybody needs them: user-service may be away by then.
    @EventListener(ApplicationReadyEvent.class)
    void fetch() {
        newKeys.subscribe(_ -> {}, _ -> {});
    }

    /// The keys a token may have been signed with: none, if its header names nothing of ours. Ends
    /// in an error when there are no keys at all.
    Flux<JWK> candidates(SignedJWT token) {
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return Flux.empty();
        }
        var selector = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        var known = held;
        if (known == null) {
            return newKeys.flatMapIterable(selector::select);
        }
        List<JWK> matching = selector.select(known.keys());
        if (matching.isEmpty()) {
            return newKeys.onErrorReturn(known.keys()).flatMapIterable(selector::select);
        }
        if (clock.instant().isAfter(known.since().plus(keptFor))) {
            fetch();
        }
        return Flux.fromIterable(matching);
    }

    /// By the first instance that answers.
    private static Mono<String> published(WebClient http, TokenSettings settings) {
        return settings.keys().stream()
                .map(keys ->
                        http.get()
                                .uri(keys)
                                .retrieve()
                                .bodyToMono(String.class)
                                .timeout(settings.keysFetchTimeout()))
                .reduce((one, next) -> one.onErrorResume(_ -> next))
                .orElseThrow();
    }

    private static JWKSet parsed(String document) {
        try {
            return JWKSet.parse(document);
        } catch (ParseException e) {
            throw new IllegalStateException("user-service published no keys", e);
        }
    }

    private record Held(JWKSet keys, Instant since) {}
}
