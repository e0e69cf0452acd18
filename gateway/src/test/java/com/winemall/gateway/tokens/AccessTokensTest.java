package com.winemall.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.winemall.embedded.FreePorts;
import com.winemall.gateway.Tokens;
import com.winemall.gateway.tokens.Caller.Impostor;
import com.winemall.gateway.tokens.Caller.Person;
import com.winemall.gateway.tokens.Caller.Unknowable;
import com.winemall.test.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Flux;

class AccessTokensTest {

    private static final Duration KEYS_KEPT_FOR = Duration.ofMinutes(15);

    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final int port = FreePorts.one();
    private final AtomicInteger asked = new AtomicInteger();
    private final AccessTokens tokens = tokens();
    private HttpServer userService;

    @AfterEach
    void stop() {
        if (userService != null) {
            userService.stop(0);
        }
    }

    @Test
    void without_any_keys_nobody_can_be_known_until_there_are_some() throws Exception {
        assertThat(check(Tokens.of("ann"))).isEqualTo(new Unknowable());

        publish(Tokens.publishedKeys());

        Awaitility.await().until(() -> check(Tokens.of("ann")) instanceof Person);
    }

    @Test
    void keys_once_fetched_are_good_for_as_long_as_user_service_is_down() throws Exception {
        publish(Tokens.publishedKeys());
        assertThat(check(Tokens.of("ann"))).isInstanceOf(Person.class);

        userService.stop(0);
        clock.advance(KEYS_KEPT_FOR.multipliedBy(2));

        assertThat(check(Tokens.until(clock.instant().plusSeconds(60), "bob")))
                .isEqualTo(new Person("bob", clock.instant().plusSeconds(60)));
        assertThat(check(Tokens.ofAnUnknownKey())).isEqualTo(new Impostor());
    }

    @Test
    void a_new_key_is_found_when_a_token_names_it() throws Exception {
        publish(Tokens.publishedKeys());
        assertThat(check(Tokens.signedWithTheNextKey("ann"))).isEqualTo(new Impostor());

        userService.stop(0);
        publish(Tokens.publishedKeysAfterRotation());

        Awaitility.await().until(() -> check(Tokens.signedWithTheNextKey("ann")) instanceof Person);
    }

    @Test
    void a_crowd_of_tokens_with_unknown_keys_asks_for_the_keys_once() throws Exception {
        publish(Tokens.publishedKeys());
        check(Tokens.of("ann"));
        var unknown = Tokens.ofAnUnknownKey();

        var answers =
                Flux.merge(IntStream.range(0, 50).mapToObj(_ -> tokens.check(unknown)).toList())
                        .collectList()
                        .block();

        assertThat(answers).containsOnly(new Impostor());
        assertThat(asked).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void a_token_is_checked_once_and_remembered_no_longer_than_it_lives() throws Exception {
        publish(Tokens.publishedKeys());
        var expiry = clock.instant().plusSeconds(30);
        var token = Tokens.until(expiry, "ann");
        assertThat(tokens.remembered(token)).isNull();

        assertThat(check(token)).isEqualTo(new Person("ann", expiry));

        assertThat(tokens.remembered(token)).isEqualTo(new Person("ann", expiry));
        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.remembered(token)).isNull();
        clock.advance(Duration.ofSeconds(9));
        assertThat(check(token)).isInstanceOf(Person.class);
        clock.advance(Duration.ofSeconds(2));
        assertThat(check(token)).isEqualTo(new Impostor());
        assertThat(tokens.remembered(token)).isNull();
    }

    private Caller check(String token) {
        return tokens.check(token).block(Duration.ofSeconds(10));
    }

    private AccessTokens tokens() {
        var settings =
                new TokenSettings(
                        "winemall",
                        List.of(
                                keys(FreePorts.one()), // where the first instance was
                                keys(port)),
                        KEYS_KEPT_FOR,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        100,
                        Duration.ofMinutes(5));
        var keys = new SigningKeys(settings, new ReactorClientHttpConnector(), clock);
        return new AccessTokens(keys, settings, clock);
    }

    private static URI keys(int port) {
        return URI.create("http://127.0.0.1:" + port + "/.well-known/jwks.json");
    }

    private void publish(String keys) throws IOException {
        var document = keys.getBytes(StandardCharsets.UTF_8);
        userService =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        userService.createContext(
                "/.well-known/jwks.json",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, document.length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(document);
                    }
                });
        userService.start();
    }
}
