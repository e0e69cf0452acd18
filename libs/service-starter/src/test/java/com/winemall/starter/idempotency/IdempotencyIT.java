package com.winemall.starter.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.Http;
import com.winemall.starter.Http.Answer;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ServiceTest
class IdempotencyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final IdempotencySweeper sweeper;
    private final IdempotencyProperties properties;
    private final Http anna;
    private final Http bert;

    private final String key = UUID.randomUUID().toString();
    private final String note = "레드 " + UUID.randomUUID();

    IdempotencyIT(
            JdbcClient jdbc,
            TransactionOperations transaction,
            IdempotencySweeper sweeper,
            IdempotencyProperties properties,
            @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.sweeper = sweeper;
        this.properties = properties;
        this.anna = somebody(port);
        this.bert = somebody(port);
    }

    @Test
    void the_same_request_again_gets_the_stored_answer_and_creates_nothing() {
        var first = with(anna, key).post("/effects", effect(1));
        var second = with(anna, key).post("/effects", effect(1));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().get("note").asString()).isEqualTo(note);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location"))
                .isEqualTo("/open/effects/" + first.json().get("id").asString())
                .isEqualTo(first.header("Location"));
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        var first = with(anna, key).post("/effects", effect(1));
        var second = with(anna, key).post("/effects", effect(2));

        assertThat(first.status()).isEqualTo(201);
        assertReused(second);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void keys_of_different_people_never_meet() {
        var annas = with(anna, key).post("/effects", effect(1));
        var berts = with(bert, key).post("/effects", effect(2));

        assertThat(annas.status()).isEqualTo(201);
        assertThat(berts.status()).isEqualTo(201);
        assertThat(berts.body()).isNotEqualTo(annas.body());
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void it_is_what_the_body_means_that_counts() {
        var first = with(anna, key).post("/effects", effect(1));
        var reordered =
                """
                {
                    "quantity" : 1,
                    "somethingNew" : [],
                    "note" : "%s"
                }
                """
                        .formatted(note);

        var second = with(anna, key).post("/effects", reordered);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void the_same_body_elsewhere_or_otherwise_is_another_request() {
        with(anna, key).post("/effects", effect(1));

        assertReused(with(anna, key).post("/other-effects", effect(1)));
        assertReused(
                with(anna, key)
                        .with("Content-Type", "application/json")
                        .send("PUT", "/effects", BodyPublishers.ofString(effect(1))));
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void of_many_at_once_one_creates_and_everybody_hears_of_the_same_thing() {
        var requests =
                IntStream.range(0, 20)
                        .mapToObj(_ -> with(anna, key).postAsync("/effects", effect(1)))
                        .toList();

        var answers = requests.stream().map(CompletableFuture::join).toList();

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || isInProgress(answer))
                .anyMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::body))
                .containsOnly(with(anna, key).post("/effects", effect(1)).body());
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void while_the_first_is_still_running_the_others_are_told_so_at_once() {
        var gate = UUID.randomUUID();
        jdbc.sql("insert into effect values (:id, 'gate')").param("id", gate).update();
        var body = after(gate);

        var first =
                transaction.execute(_ -> {
                    lock(gate);
                    var running = with(anna, key).postAsync("/effects", body);
                    await().atMost(PATIENCE).until(() -> somebodyWaitsForALock());
                    for (int i = 0; i < 3; i++) {
                        assertThat(isInProgress(with(anna, key).post("/effects", body))).isTrue();
                    }
                    assertThat(with(bert, key).post("/effects", effect(1)).status()).isEqualTo(201);
                    assertThat(running).isNotDone();
                    return running;
                });

        assertThat(first.join().status()).isEqualTo(201);
        assertThat(with(anna, key).post("/effects", body).body()).isEqualTo(first.join().body());
    }

    @Test
    void a_refusal_is_not_kept_and_what_was_done_before_it_is_undone() {
        var later = UUID.randomUUID();

        var refused = with(anna, key).post("/effects", after(later));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(created()).isZero();

        jdbc.sql("insert into effect values (:id, 'later')").param("id", later).update();
        assertThat(with(anna, key).post("/effects", after(later)).status()).isEqualTo(201);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void a_request_that_is_not_valid_does_not_use_up_its_key() {
        assertThat(with(anna, key).post("/effects", effect(99)).status()).isEqualTo(400);
        assertThat(with(anna, key).post("/effects", "{").status()).isEqualTo(400);

        assertThat(with(anna, key).post("/effects", effect(1)).status()).isEqualTo(201);
    }

    @Test
    void a_key_has_1_to_255_characters() {
        for (var bad : List.of("", "   ", "k".repeat(256))) {
            var answer = with(anna, bad).post("/effects", effect(1));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
            assertThat(answer.json().get("errors").get(0).get("field").asString())
                    .isEqualTo("Idempotency-Key");
        }
        assertThat(created()).isZero();

        assertThat(with(anna, "k".repeat(255)).post("/effects", effect(1)).status()).isEqualTo(201);
    }

    @Test
    void without_a_key_every_request_creates() {
        var first = anna.post("/effects", effect(1));
        var second = anna.post("/effects", effect(1));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void without_a_key_a_creation_is_a_transaction_all_the_same() {
        var refused = anna.post("/effects", after(UUID.randomUUID()));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(created()).as("undone").isZero();
    }

    @Test
    void answers_are_kept_as_long_as_promised_and_forgotten_after() {
        var recent = UUID.randomUUID().toString();
        var old = with(anna, key).post("/effects", effect(1));
        with(anna, recent).post("/effects", effect(1));
        age(key, properties.keptFor().plusMinutes(1));
        age(recent, properties.keptFor().minusMinutes(1));

        sweeper.sweep();

        assertThat(with(anna, recent).post("/effects", effect(1)).status()).isEqualTo(201);
        assertThat(created()).as("the recent one was replayed").isEqualTo(2);
        assertThat(with(anna, key).post("/effects", effect(1)).body()).isNotEqualTo(old.body());
        assertThat(created()).as("the old one is new again").isEqualTo(3);
        assertThat(properties.keptFor()).isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void more_old_answers_than_fit_a_batch_are_all_forgotten() {
        int many = properties.forgetBatchMax() * 2 + 1;
        jdbc.sql(
                        """
                        insert into idempotency_key (person, key, fingerprint, status, body,
                                                     created_at)
                        select 'old', i::text, '', 201, '{}', timestamptz '2026-01-01 00:00Z'
                        from generate_series(1, :many) i
                        """)
                .param("many", many)
                .update();

        sweeper.sweep();

        assertThat(
                        jdbc.sql("select count(*) from idempotency_key where person = 'old'")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    private String effect(int quantity) {
        return "{\"note\":\"%s\",\"quantity\":%d}".formatted(note, quantity);
    }

    private String after(UUID other) {
        return "{\"note\":\"%s\",\"quantity\":1,\"after\":\"%s\"}".formatted(note, other);
    }

    private int created() {
        return jdbc.sql("select count(*) from effect where note = :note")
                .param("note", note)
                .query(Integer.class)
                .single();
    }

    private void lock(UUID effect) {
        jdbc.sql("select 1 from effect where order_id = :id for update")
                .param("id", effect)
                .query(Integer.class)
                .single();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private void age(String key, Duration age) {
        jdbc.sql(
                        """
                        update idempotency_key
                        set created_at = clock_timestamp() - :age * interval '1 second'
                        where key = :key
                        """)
                .param("age", age.toSeconds())
                .param("key", key)
                .update();
    }

    private static void assertReused(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    private static boolean isInProgress(Answer answer) {
        return answer.status() == 409
                && answer.json().get("code").asString().equals("REQUEST_IN_PROGRESS");
    }

    private static Http with(Http client, String key) {
        return client.with("Idempotency-Key", key);
    }

    private static Http somebody(int port) {
        return Http.at(port).withToken(TestTokens.customer(new CustomerId(UUID.randomUUID())));
    }
}
