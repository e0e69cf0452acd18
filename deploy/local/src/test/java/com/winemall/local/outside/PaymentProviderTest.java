package com.winemall.local.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.local.outside.TestWorld.Reply;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PaymentProviderTest {

    private static final int AMOUNT = 39_000;

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
    void an_authorization_sets_the_money_aside() {
        var answer = authorize("k-1", "o-1", 1, "tok_ok");

        assertThat(answer.status()).isEqualTo(200);
        var intent = answer.body();
        assertThat(intent.propertyNames())
                .containsExactly(
                        "id",
                        "amount",
                        "status",
                        "attempt",
                        "authorized",
                        "captured",
                        "voided",
                        "refunded",
                        "createdAt",
                        "updatedAt");
        assertThat(intent.path("id").asString()).isEqualTo("o-1");
        assertThat(intent.path("amount").asInt()).isEqualTo(AMOUNT);
        assertThat(intent.path("attempt").asInt()).isEqualTo(1);
        assertThat(money("o-1")).isEqualTo("AUTHORIZED 39000 0 0 0");
        assertThat(world.payments("GET", "/payment-intents/o-1").body()).isEqualTo(intent);
    }

    @Test
    void what_was_set_aside_is_taken_and_can_be_given_back() {
        authorize("k-1", "o-1", 1, "tok_ok");

        assertThat(capture("k-2", "o-1").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("CAPTURED 39000 39000 0 0");
        assertThat(refund("k-3", "o-1").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("REFUNDED 39000 39000 0 39000");
        assertThat(ledger()).isEqualTo("39000 39000 0 39000 in 1");
    }

    @Test
    void what_was_set_aside_is_let_go_of() {
        authorize("k-1", "o-1", 1, "tok_ok");

        assertThat(close("k-2", "o-1").status()).isEqualTo(200);

        assertThat(money("o-1")).isEqualTo("VOIDED 39000 0 39000 0");
        assertThat(ledger()).isEqualTo("39000 0 39000 0 in 1");
    }

    @Test
    void what_was_done_is_not_done_twice() {
        authorize("k-1", "o-1", 1, "tok_ok");
        assertThat(authorize("k-2", "o-1", 2, "tok_declined").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("AUTHORIZED 39000 0 0 0");
        assertThat(intent("o-1").path("attempt").asInt()).isEqualTo(2);

        capture("k-3", "o-1");
        assertThat(capture("k-4", "o-1").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("CAPTURED 39000 39000 0 0");

        refund("k-5", "o-1");
        assertThat(refund("k-6", "o-1").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("REFUNDED 39000 39000 0 39000");

        close("k-7", "o-2");
        assertThat(close("k-8", "o-2").status()).isEqualTo(200);
        assertThat(money("o-2")).isEqualTo("VOIDED 0 0 0 0");
        assertThat(ledger()).isEqualTo("39000 39000 0 39000 in 2");
    }

    @Test
    void a_closed_intent_refuses_a_late_authorization() {
        close("k-1", "o-1");

        var late = authorize("k-2", "o-1", 1, "tok_ok");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("INTENT_CLOSED");
        assertThat(money("o-1")).isEqualTo("VOIDED 0 0 0 0");
    }

    @ParameterizedTest
    @CsvSource({
        // What was done before, what is tried then, and why not.
        "'',                          capture,       409, NOT_AUTHORIZED",
        "'',                          refund,        409, NOT_CAPTURED",
        "declined,                    capture,       409, NOT_AUTHORIZED",
        "authorization,               refund,        409, NOT_CAPTURED",
        "authorization void,          capture,       409, NOT_AUTHORIZED",
        "authorization void,          refund,        409, NOT_CAPTURED",
        "authorization capture,       authorization, 409, INTENT_CLOSED",
        "authorization capture,       void,          409, ALREADY_CAPTURED",
        "authorization capture refund,authorization, 409, INTENT_CLOSED",
        "authorization capture refund,capture,       409, NOT_AUTHORIZED",
        "authorization capture refund,void,          409, ALREADY_CAPTURED",
    })
    void money_that_cannot_move_does_not(String before, String tried, int status, String code) {
        for (var call : before.isEmpty() ? new String[0] : before.split(" ")) {
            call("before-" + call, "o-1", call);
        }
        var ledger = ledger();

        var answer = call("k-1", "o-1", tried);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(ledger()).isEqualTo(ledger);
    }

    @ParameterizedTest
    @CsvSource({
        "o-1/authorization, '{\"amount\":38999,\"attempt\":2,\"token\":\"tok_ok\"}'",
        "o-1/capture,       '{\"amount\":1}'",
        "o-1/capture,       '{\"amount\":39001}'",
        "o-2/refund,        '{\"amount\":38999}'",
        "o-3/authorization, '{\"amount\":1,\"attempt\":2,\"token\":\"tok_ok\"}'",
    })
    void the_whole_amount_moves_or_nothing(String path, String body) {
        authorize("k-1", "o-1", 1, "tok_ok");
        authorize("k-2", "o-2", 1, "tok_ok");
        capture("k-3", "o-2");
        authorize("k-4", "o-3", 1, "tok_declined");
        var ledger = ledger();

        var answer = world.pay("k-5", path, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("AMOUNT_MISMATCH");
        assertThat(ledger()).isEqualTo(ledger);
    }

    @ParameterizedTest
    @CsvSource({"tok_declined, CARD_DECLINED", "tok_stolen, TOKEN_UNKNOWN"})
    void a_declined_card_is_remembered_and_another_one_may_pay(String token, String code) {
        var declined = authorize("k-1", "o-1", 1, token);

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.code()).isEqualTo(code);
        assertThat(money("o-1")).isEqualTo("REQUIRES_PAYMENT 0 0 0 0");
        assertThat(intent("o-1").path("attempt").asInt()).isEqualTo(1);
        assertThat(intent("o-1").path("declineCode").asString()).isEqualTo(code);
        assertThat(authorize("k-1", "o-1", 1, token).status()).isEqualTo(402);

        assertThat(authorize("k-2", "o-1", 2, "tok_ok").status()).isEqualTo(200);
        assertThat(money("o-1")).isEqualTo("AUTHORIZED 39000 0 0 0");
        assertThat(intent("o-1").has("declineCode")).isFalse();
    }

    @Test
    void nothing_is_known_of_a_call_nobody_was_there_for() {
        var unavailable = authorize("k-1", "o-1", 1, "tok_unavailable");

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(unavailable.header("Retry-After")).isEqualTo("1");
        assertThat(world.payments("GET", "/payment-intents/o-1").code()).isEqualTo("NOT_FOUND");
        assertThat(authorize("k-1", "o-1", 1, "tok_ok").status()).isEqualTo(200);
    }

    @Test
    void a_lost_answer_is_given_when_the_same_call_comes_again() {
        assertThatThrownBy(() -> authorize("k-1", "o-1", 1, "tok_lost_reply"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(money("o-1")).isEqualTo("AUTHORIZED 39000 0 0 0");

        var again = authorize("k-1", "o-1", 1, "tok_lost_reply");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(intent("o-1"));
        assertThat(ledger()).isEqualTo("39000 0 0 0 in 1");
    }

    @Test
    void a_slow_card_keeps_nobody_else_waiting_and_comes_too_late_for_a_closed_intent()
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            var slow = threads.submit(() -> authorize("k-1", "o-1", 1, "tok_slow"));
            var slowAndClosed = threads.submit(() -> authorize("k-2", "o-2", 1, "tok_slow"));

            assertThat(authorize("k-3", "o-3", 1, "tok_ok").status()).isEqualTo(200);
            assertThat(close("k-4", "o-2").status()).isEqualTo(200);

            assertThat(slow.isDone()).isFalse();
            assertThat(slow.get().status()).isEqualTo(200);
            assertThat(slowAndClosed.get().code()).isEqualTo("INTENT_CLOSED");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThan(Duration.ofSeconds(3));
        }
        assertThat(ledger()).isEqualTo("78000 0 0 0 in 3");
        assertThat(authorize("k-1", "o-1", 1, "tok_slow").status()).isEqualTo(200);
    }

    @Test
    void the_same_key_gets_the_same_answer_whatever_has_happened_since() {
        authorize("k-1", "o-1", 1, "tok_ok");
        var captured = capture("k-2", "o-1").body();
        refund("k-3", "o-1");
        var refused = close("k-4", "o-1");

        assertThat(capture("k-2", "o-1").body()).isEqualTo(captured);
        assertThat(close("k-4", "o-1").http().body()).isEqualTo(refused.http().body());
        assertThat(ledger()).isEqualTo("39000 39000 0 39000 in 1");
    }

    @Test
    void a_key_is_for_one_call_only() {
        authorize("k-1", "o-1", 1, "tok_ok");

        assertThat(authorize("k-1", "o-1", 2, "tok_ok").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(authorize("k-1", "o-1", 1, "tok_slow").code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(authorize("k-1", "o-2", 1, "tok_ok").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(capture("k-1", "o-1").status()).isEqualTo(422);
        assertThat(ledger()).isEqualTo("39000 0 0 0 in 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one key for all", ""})
    void authorizations_at_once_move_money_once(String key) throws Exception {
        var answers =
                atOnce(
                        32,
                        i -> {
                            var own = key.isEmpty() ? "k-" + i : key;
                            int attempt = key.isEmpty() ? i + 1 : 1;
                            return authorize(own, "o-1", attempt, "tok_ok").status();
                        });

        assertThat(answers).containsOnly(200);
        assertThat(money("o-1")).isEqualTo("AUTHORIZED 39000 0 0 0");
        assertThat(ledger()).isEqualTo("39000 0 0 0 in 1");
    }

    @Test
    void of_a_capture_and_a_void_at_once_one_wins() throws Exception {
        for (int i = 0; i < 20; i++) {
            authorize("k-" + i, "o-" + i, 1, "tok_ok");
        }

        var answers =
                atOnce(
                        40,
                        i ->
                                i % 2 == 0
                                        ? capture("c-" + i, "o-" + i / 2).status()
                                        : close("v-" + i, "o-" + i / 2).status());

        var totals = world.payments("GET", "/ledger").body();
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(20);
        assertThat(totals.path("captured").asLong() + totals.path("voided").asLong())
                .isEqualTo(20L * AMOUNT);
    }

    @Test
    void intents_are_listed_in_the_order_of_their_ids() throws Exception {
        atOnce(25, i -> authorize("k-" + i, "o-%02d".formatted(i), 1, "tok_ok").status());

        assertThat(ids("")).hasSize(25).isSorted();
        assertThat(ids("?limit=2")).containsExactly("o-00", "o-01");
        assertThat(ids("?after=o-21&limit=2")).containsExactly("o-22", "o-23");
        assertThat(ids("?after=o-24")).isEmpty();
        assertThat(world.payments("GET", "/payment-intents?limit=1001").code())
                .isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "o-1/authorization | {\"attempt\":1,\"token\":\"tok_ok\"} | amount",
                "o-1/authorization | {\"amount\":0,\"attempt\":1,\"token\":\"tok_ok\"} | amount",
                "o-1/authorization | {\"amount\":-1,\"attempt\":1,\"token\":\"tok_ok\"} | amount",
                "o-1/authorization | {\"amount\":1,\"token\":\"tok_ok\"} | attempt",
                "o-1/authorization | {\"amount\":1,\"attempt\":0,\"token\":\"tok_ok\"} | attempt",
                "o-1/authorization | {\"amount\":1,\"attempt\":1} | token",
                "o-1/authorization | {\"amount\":1,\"attempt\":1,\"token\":\" \"} | token",
                "o-1/capture | {} | amount",
                "o-1/refund | {\"amount\":1000000000001} | amount",
                "o.1/void | {} | id",
            })
    void a_wrong_field_is_named(String path, String body, String field) {
        var answer = world.pay("k-1", path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(ledger()).isEqualTo("0 0 0 0 in 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"amount\":1.5}",
                "{\"amount\":\"1\"}",
                "{\"amount\":99999999999999999999}",
                "{\"amount\":1,\"currency\":\"KRW\"}",
            })
    void nonsense_is_refused(String body) {
        assertThat(world.pay("k-1", "o-1/capture", body).code()).isEqualTo("INVALID_REQUEST");
        assertThat(world.pay("k-1", "o-1/void", body).code()).isEqualTo("INVALID_REQUEST");
        assertThat(ledger()).isEqualTo("0 0 0 0 in 0");
    }

    @Test
    void a_call_without_a_key_is_refused() {
        assertThat(world.payments("POST", "/payment-intents/o-1/void", "{}").code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(world.pay("k".repeat(256), "o-1/void", "{}").code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(world.pay("k".repeat(255), "o-1/void", "{}").status()).isEqualTo(200);
    }

    @Test
    void other_paths_are_not_served() {
        assertThat(world.pay("k-1", "o-1/double", "{}").code()).isEqualTo("NOT_FOUND");
        assertThat(world.pay("k-1", "o-1/void/now", "{}").code()).isEqualTo("NOT_FOUND");
        assertThat(world.payments("DELETE", "/payment-intents/o-1").code())
                .isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void a_provider_that_is_down_or_fails_does_nothing_and_its_books_stay_open() {
        authorize("k-1", "o-1", 1, "tok_ok");

        world.payments("PUT", "/behaviour", "{\"down\":true}");
        assertThat(capture("k-2", "o-1").status()).isEqualTo(503);
        assertThat(world.payments("GET", "/payment-intents/o-1").status()).isEqualTo(503);
        world.payments("PUT", "/behaviour", "{\"down\":false,\"failureRate\":1}");
        assertThat(capture("k-2", "o-1").status()).isEqualTo(500);
        assertThat(world.payments("GET", "/payment-intents/o-1").status()).isEqualTo(500);

        assertThat(ids("")).containsExactly("o-1");
        assertThat(ledger()).isEqualTo("39000 0 0 0 in 1");
        world.payments("PUT", "/behaviour", "{\"failureRate\":0}");
        assertThat(capture("k-2", "o-1").status()).isEqualTo(200);
    }

    @Test
    void nothing_is_forgotten_over_a_restart() throws Exception {
        authorize("k-1", "o-1", 1, "tok_ok");
        var captured = capture("k-2", "o-1").body();
        authorize("k-3", "o-2", 1, "tok_declined");
        var refused = capture("k-4", "o-2");
        close("k-5", "o-3");
        var ledger = ledger();
        var intents = world.payments("GET", "/payment-intents").body();
        world.close();
        Files.writeString(
                data.resolve("payments").resolve("ledger.jsonl"),
                "{\"key\":\"k-6\",\"request\":\"o-4: capt",
                StandardOpenOption.APPEND);

        world = TestWorld.over(data);

        assertThat(ledger()).isEqualTo(ledger).isEqualTo("39000 39000 0 0 in 3");
        assertThat(world.payments("GET", "/payment-intents").body()).isEqualTo(intents);
        assertThat(capture("k-2", "o-1").body()).isEqualTo(captured);
        assertThat(authorize("k-3", "o-2", 1, "tok_declined").code()).isEqualTo("CARD_DECLINED");
        assertThat(capture("k-4", "o-2").http().body()).isEqualTo(refused.http().body());
        assertThat(authorize("k-3", "o-9", 1, "tok_ok").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(authorize("k-6", "o-3", 1, "tok_ok").code()).isEqualTo("INTENT_CLOSED");
        assertThat(ledger()).isEqualTo(ledger);
    }

    private Reply authorize(String key, String id, int attempt, String token) {
        return world.pay(
                key,
                id + "/authorization",
                "{\"amount\":%d,\"attempt\":%d,\"token\":\"%s\"}"
                        .formatted(AMOUNT, attempt, token));
    }

    private Reply capture(String key, String id) {
        return world.pay(key, id + "/capture", "{\"amount\":" + AMOUNT + "}");
    }

    private Reply close(String key, String id) {
        return world.pay(key, id + "/void", "{}");
    }

    private Reply refund(String key, String id) {
        return world.pay(key, id + "/refund", "{\"amount\":" + AMOUNT + "}");
    }

    private Reply call(String key, String id, String call) {
        return switch (call) {
            case "authorization" -> authorize(key, id, 1, "tok_ok");
            case "declined" -> authorize(key, id, 1, "tok_declined");
            case "capture" -> capture(key, id);
            case "void" -> close(key, id);
            case "refund" -> refund(key, id);
            default -> throw new IllegalArgumentException(call);
        };
    }

    private JsonNode intent(String id) {
        return world.payments("GET", "/payment-intents/" + id).body();
    }

    /// Its status, and what was authorized, captured, voided and refunded.
    private String money(String id) {
        var intent = intent(id);
        return intent.path("status").asString() + " " + amounts(intent);
    }

    private String ledger() {
        var totals = world.payments("GET", "/ledger").body();
        return amounts(totals) + " in " + totals.path("intents").asInt();
    }

    private static String amounts(JsonNode node) {
        return "%d %d %d %d"
                .formatted(
                        node.path("authorized").asLong(),
                        node.path("captured").asLong(),
                        node.path("voided").asLong(),
                        node.path("refunded").asLong());
    }

    private List<String> ids(String query) {
        return world.payments("GET", "/payment-intents" + query)
                .body()
                .valueStream()
                .map(intent -> intent.path("id").asString())
                .toList();
    }

    private interface Call {
        int status(int number);
    }

    private static List<Integer> atOnce(int calls, Call call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    IntStream.range(0, calls)
                            .<Callable<Integer>>mapToObj(i -> () -> call.status(i))
                            .toList();
            return threads.invokeAll(tasks).stream().map(f -> f.resultNow()).toList();
        }
    }
}
