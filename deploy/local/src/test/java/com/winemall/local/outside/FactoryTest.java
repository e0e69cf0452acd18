package com.winemall.local.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactoryTest {

    private static final String PRODUCT = "0198c0de-7e57-7000-8000-000000000001";
    private static final String ORDER =
            "{\"productId\":\"" + PRODUCT + "\",\"quantity\":60,\"reference\":\"r-1\"}";

    @TempDir private Path data;
    private TestWorld world;

    @BeforeEach
    void start() {
        world = promptWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_order_is_accepted_and_can_be_seen() {
        var answer = world.order("key-1", ORDER);

        assertThat(answer.status()).isEqualTo(201);
        var order = answer.body();
        assertThat(order.path("productId").asString()).isEqualTo(PRODUCT);
        assertThat(order.path("quantity").asInt()).isEqualTo(60);
        assertThat(order.path("reference").asString()).isEqualTo("r-1");
        assertThat(order.path("status").asString()).isEqualTo("ACCEPTED");
        assertThat(answer.header("Location"))
                .isEqualTo("/production-orders/" + order.path("id").asString());
        assertThat(world.factory("GET", answer.header("Location")).body()).isEqualTo(order);
    }

    @Test
    void orders_are_listed_newest_first() {
        var first = world.order("key-1", ORDER).body();
        var second = world.order("key-2", ORDER.replace("r-1", "r-2")).body();

        var orders = world.factory("GET", "/production-orders").body();

        assertThat(orders.valueStream()).containsExactly(second, first);
    }

    @Test
    void the_same_key_gets_the_same_answer() {
        var first = world.order("key-1", ORDER);

        var again = world.order("key-1", ORDER);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(world.factory("GET", "/production-orders").body()).hasSize(1);
    }

    @Test
    void the_same_key_at_the_same_time_makes_one_order() throws Exception {
        world.factory("PUT", "/behaviour", "{\"delay\":\"PT0.05S\"}");

        try (var callers = Executors.newFixedThreadPool(8)) {
            Callable<Object> call = () -> world.order("key-1", ORDER).body();
            var answers = callers.invokeAll(Collections.nCopies(16, call));
            var first = answers.getFirst().get();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(first);
            }
        }

        assertThat(world.factory("GET", "/production-orders").body()).hasSize(1);
    }

    @Test
    void a_key_is_for_one_order_only() {
        world.order("key-1", ORDER);

        var other = world.order("key-1", ORDER.replace("60", "61"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"quantity\":1} | productId",
                "{\"productId\":\"" + PRODUCT + "\"} | quantity",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":0} | quantity",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":1000001} | quantity",
            })
    void a_wrong_field_is_named(String body, String field) {
        var answer = world.order("key-1", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"productId\":\"a wine\",\"quantity\":1}",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":1.5}",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":\"1\"}",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":1,\"price\":5}",
                "{\"productId\":\"" + PRODUCT + "\",\"quantity\":1}}",
            })
    void nonsense_is_refused(String body) {
        var answer = world.order("key-1", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(world.factory("GET", "/production-orders").body()).isEmpty();
    }

    @Test
    void an_order_without_a_key_is_refused() {
        assertThat(world.factory("POST", "/production-orders", ORDER).code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(world.order("k".repeat(256), ORDER).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void an_order_nobody_gave_is_not_found() {
        assertThat(world.factory("GET", "/production-orders/" + PRODUCT).code())
                .isEqualTo("NOT_FOUND");
        assertThat(world.factory("GET", "/production-orders/42").code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void orders_and_their_keys_survive_a_restart() throws Exception {
        var first = world.order("key-1", ORDER).body();
        world.close();
        var file = data.resolve("factory").resolve("orders.jsonl");
        Files.writeString(file, "{\"key\":\"key-2\",\"order\":{\"id", StandardOpenOption.APPEND);

        world = promptWorld();

        assertThat(world.factory("GET", "/production-orders").body().valueStream())
                .containsExactly(first);
        assertThat(world.order("key-1", ORDER).body()).isEqualTo(first);
    }

    private TestWorld promptWorld() {
        var prompt = TestWorld.over(data);
        prompt.factory("PUT", "/behaviour", "{\"delay\":\"PT0S\",\"failureRate\":0}");
        return prompt;
    }
}
