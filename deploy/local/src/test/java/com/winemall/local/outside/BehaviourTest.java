package com.winemall.local.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourTest {

    private static final String ORDER =
            "{\"productId\":\"0198c0de-7e57-7000-8000-000000000001\",\"quantity\":12}";

    @TempDir private Path data;
    private TestWorld world;

    @BeforeEach
    void start() {
        world = TestWorld.over(data);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void mailbox_and_provider_are_prompt_and_the_factory_slow_and_unreliable() {
        assertThat(world.mailbox("GET", "/behaviour").http().body())
                .isEqualTo(
                        "{\"delay\":\"PT0S\",\"failureRate\":0.0,\"down\":false,\"throttle\":false,\"failNext\":0}")
                .isEqualTo(world.payments("GET", "/behaviour").http().body());
        assertThat(world.factory("GET", "/behaviour").http().body())
                .isEqualTo(
                        "{\"delay\":\"PT1S\",\"failureRate\":0.1,\"down\":false,\"throttle\":false,\"failNext\":0}");
    }

    @Test
    void what_is_left_out_of_a_change_stays_as_it_is() {
        world.factory("PUT", "/behaviour", "{\"delay\":\"PT0.2S\",\"failureRate\":0.3}");

        var changed = world.factory("PUT", "/behaviour", "{\"down\":true}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.http().body())
                .isEqualTo(
                        "{\"delay\":\"PT0.2S\",\"failureRate\":0.3,\"down\":true,\"throttle\":false,\"failNext\":0}")
                .isEqualTo(world.factory("GET", "/behaviour").http().body());
    }

    @Test
    void as_many_requests_as_wanted_fail_and_then_no_more() {
        world.factory("PUT", "/behaviour", "{\"delay\":\"PT0S\",\"failureRate\":0,\"failNext\":2}");

        assertThat(world.order("key", ORDER).status()).isEqualTo(500);
        assertThat(world.order("key", ORDER).status()).isEqualTo(500);
        assertThat(world.order("key", ORDER).status()).isEqualTo(201);
        assertThat(world.factory("GET", "/behaviour").body().path("failNext").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delay\":\"soon\"}",
                "{\"delay\":\"-PT1S\"}",
                "{\"delay\":\"PT1H\"}",
                "{\"failNext\":-1}",
                "{\"failureRate\":1.5}",
                "{\"failureRate\":-0.1}",
                "{\"failureRate\":\"NaN\"}",
                "{\"down\":\"yes\"}",
                "{\"failurerate\":0.5}",
                "[]",
                "null",
                "",
            })
    void nonsense_changes_nothing(String change) {
        var before = world.mailbox("GET", "/behaviour").body();

        var answer = world.mailbox("PUT", "/behaviour", change);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(world.mailbox("GET", "/behaviour").body()).isEqualTo(before);
    }

    @Test
    void ses_fails_throttles_and_goes_down_in_its_own_words() {
        assertSesSays("{\"failureRate\":1}", 500, "InternalServiceErrorException");
        assertSesSays("{\"throttle\":true}", 429, "TooManyRequestsException");
        assertSesSays("{\"down\":true}", 503, "ServiceUnavailableException");
        assertThat(world.mails("")).isEmpty();

        world.mailbox(
                "PUT",
                "/behaviour",
                "{\"failureRate\":0,\"down\":false,\"throttle\":false,\"failNext\":0}");

        assertThat(world.send("kim@example.com", "back again", "-").status()).isEqualTo(200);
        assertThat(world.mails("")).hasSize(1);
    }

    @Test
    void the_factory_fails_throttles_and_goes_down() {
        world.factory("PUT", "/behaviour", "{\"delay\":\"PT0S\"}");

        world.factory("PUT", "/behaviour", "{\"failureRate\":1}");
        assertThat(world.order("a", ORDER).status()).isEqualTo(500);
        world.factory("PUT", "/behaviour", "{\"throttle\":true}");
        assertThat(world.order("a", ORDER).status()).isEqualTo(429);
        world.factory("PUT", "/behaviour", "{\"down\":true}");
        var closed = world.order("a", ORDER);
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.header("Retry-After")).isEqualTo("1");

        assertThat(world.factory("GET", "/production-orders").body()).isEmpty();
        assertThat(world.factory("GET", "/health").status()).isEqualTo(200);
    }

    @Test
    void a_delay_is_kept() {
        world.mailbox("PUT", "/behaviour", "{\"delay\":\"PT0.2S\"}");
        long start = System.nanoTime();

        world.send("kim@example.com", "late", "-");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void some_fail_and_some_do_not() {
        world.mailbox("PUT", "/behaviour", "{\"failureRate\":0.5}");
        int sent = 0;

        for (int i = 0; i < 200; i++) {
            sent += world.send("kim@example.com", "perhaps", "-").status() == 200 ? 1 : 0;
        }

        assertThat(sent).isBetween(50, 150);
        assertThat(world.mails("")).hasSize(sent);
    }

    private void assertSesSays(String behaviour, int status, String type) {
        world.mailbox("PUT", "/behaviour", behaviour);
        var answer = world.send("kim@example.com", "no", "-");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("x-amzn-ErrorType")).isEqualTo(type);
        assertThat(answer.body().path("message").asString()).isNotBlank();
    }
}
