package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class LimitsIT {

    private static final int PERSON_BURST = 20;
    private static final int ADDRESS_BURST = 40;
    private static final int CREDENTIALS_BURST = 3;

    private final int port;
    private final MeterRegistry meters;

    LimitsIT(@LocalServerPort int port, MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @AfterEach
    void mend() {
        FakeMall.REDIS.mend();
        await().atMost(Duration.ofSeconds(10)).until(this::limitsWork);
    }

    @Test
    void a_person_is_slowed_down_wherever_they_call_from() {
        var token = "Bearer " + Tokens.of(Client.somebody());

        var statuses =
                IntStream.range(0, PERSON_BURST + 10)
                        .mapToObj(_ -> Client.of(port).get("/api/orders", "Authorization", token))
                        .map(Client.Answer::status)
                        .toList();

        assertThat(statuses.subList(0, PERSON_BURST)).containsOnly(200);
        assertThat(statuses.subList(PERSON_BURST, statuses.size())).contains(429);
        assertThat(Client.of(port).getAsSomebody("/api/orders").status()).isEqualTo(200);
    }

    @Test
    void an_address_is_slowed_down_whoever_calls_from_it() {
        var client = Client.of(port);

        var statuses = statusesOf(client, ADDRESS_BURST + 15);

        assertThat(statuses.subList(0, ADDRESS_BURST)).containsOnly(200);
        assertThat(statuses.subList(ADDRESS_BURST, statuses.size())).contains(429);
        assertThat(Client.of(port).getAsSomebody("/api/orders").status()).isEqualTo(200);
    }

    @Test
    void whoever_is_slowed_down_is_told_how_long_and_can_go_on_then() {
        var client = Client.of(port);
        var refused =
                IntStream.range(0, CREDENTIALS_BURST + 3)
                        .mapToObj(_ -> client.post("/api/auth/login"))
                        .filter(answer -> answer.status() == 429)
                        .findFirst()
                        .orElseThrow();

        assertThat(refused.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        await().atMost(Duration.ofSeconds(3))
                .until(() -> client.post("/api/auth/login").status() == 200);
    }

    @Test
    void guessing_passwords_is_limited_more_strictly_than_the_rest() {
        var client = Client.of(port);

        var logins =
                IntStream.range(0, CREDENTIALS_BURST + 2)
                        .map(_ -> client.post("/api/auth/login").status())
                        .boxed()
                        .toList();

        assertThat(logins.subList(0, CREDENTIALS_BURST)).containsOnly(200);
        assertThat(logins).contains(429);
        assertThat(client.post("/api/users").status()).isEqualTo(429);
        assertThat(client.getAsSomebody("/api/orders").status()).isEqualTo(200);
    }

    @Test
    void guessing_tokens_is_limited_too() {
        var client = Client.of(port);

        var statuses =
                IntStream.range(0, ADDRESS_BURST + 15)
                        .map(_ -> client.get("/api/products", "Authorization", "Bearer x").status())
                        .boxed()
                        .toList();

        assertThat(statuses.subList(0, ADDRESS_BURST)).containsOnly(401);
        assertThat(statuses).contains(429);
    }

    @Test
    void claiming_to_call_for_somebody_else_does_not_help() {
        var statuses =
                IntStream.range(0, ADDRESS_BURST + 15)
                        .mapToObj(_ -> Client.claimingToCallFor(port, Client.freshAddress()))
                        .map(client -> client.get("/api/products").status())
                        .toList();

        assertThat(statuses).contains(429);
    }

    @Test
    void an_address_in_front_of_our_proxies_is_taken_not_what_the_client_put_before_it() {
        var address = Client.freshAddress();

        var statuses =
                IntStream.range(0, ADDRESS_BURST + 15)
                        .mapToObj(_ -> Client.from(port, Client.freshAddress() + ", " + address))
                        .map(client -> client.get("/api/products").status())
                        .toList();

        assertThat(statuses).contains(429);
    }

    @Test
    void when_redis_is_gone_calls_go_on_at_once_and_limits_come_back_with_it() {
        var client = Client.of(port);
        assertThat(limitsWork()).isTrue();
        double skippedBefore = skipped();

        FakeMall.REDIS.cut();
        var answers =
                IntStream.range(0, ADDRESS_BURST * 3)
                        .mapToObj(_ -> client.getAsSomebody("/api/orders"))
                        .toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers).allMatch(answer -> answer.took().toMillis() < 1000);
        assertThat(skipped()).isGreaterThan(skippedBefore);
    }

    @Test
    void when_redis_is_silent_a_few_calls_wait_a_moment_and_the_others_not_at_all() {
        var client = Client.of(port);
        assertThat(limitsWork()).isTrue();

        FakeMall.REDIS.silence();
        long start = System.nanoTime();
        var statuses = statusesOf(client, 50);
        var took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(statuses).containsOnly(200);
        // Fifty that all waited would take fifteen seconds.
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }

    private List<Integer> statusesOf(Client client, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(_ -> client.getAsSomebody("/api/orders").status())
                .toList();
    }

    private boolean limitsWork() {
        double before = skipped();
        for (int i = 0; i < 5; i++) {
            Client.of(port).get("/api/products");
        }
        return skipped() == before;
    }

    private double skipped() {
        return meters.get("winemall.limits.skipped").counter().count();
    }
}
