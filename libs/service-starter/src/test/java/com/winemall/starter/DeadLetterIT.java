package com.winemall.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.starter.Http.Answer;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class DeadLetterIT {

    private static final CustomerId ANNA = new CustomerId(UUID.randomUUID());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestService.Notes notes;
    private final JdbcClient jdbc;
    private final Http stranger;
    private final Http admin;
    private final TestTopic<CouponCommand> commands = TestTopic.open(Topics.COUPON_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<CouponCommand> letters =
            TestTopic.openDeadLetters(Topics.COUPON_COMMANDS, "notes");

    DeadLetterIT(TestService.Notes notes, JdbcClient jdbc, @LocalServerPort int port) {
        this.notes = notes;
        this.jdbc = jdbc;
        this.stranger = Http.at(port);
        this.admin = stranger.withToken(TestTokens.admin(ANNA));
    }

    @AfterEach
    void close() {
        notes.troubles.clear();
        commands.close();
        replies.close();
        letters.close();
    }

    @Test
    void what_is_no_message_is_listed_with_all_that_is_known_of_it() {
        var key = UUID.randomUUID().toString();
        var before = Instant.now().minusSeconds(1);

        commands.sendRaw(key, "{not json".getBytes(UTF_8), headers("1", "RedeemCoupon"));
        commands.sendRaw(key, "{}".getBytes(UTF_8), headers("2", "MakeCoffee"));
        commands.sendRaw(key, "{}".getBytes(UTF_8), Map.of());

        var found = awaitLetters(3, "q=" + key);
        assertThat(found).extracting(it -> it.get("key").asString()).containsOnly(key);
        assertThat(found)
                .extracting(it -> it.get("error").asString())
                .anyMatch(it -> it.startsWith("MalformedMessage: not a RedeemCoupon: "))
                .contains(
                        "MalformedMessage: coupon.commands has no messages of type MakeCoffee",
                        "MalformedMessage: no header ce_type");
        var unknown =
                found.stream()
                        .filter(letter -> letter.path("type").asString().equals("MakeCoffee"))
                        .findAny()
                        .orElseThrow();
        assertThat(UUID.fromString(unknown.get("id").asString()).version()).isEqualTo(7);
        assertThat(unknown.get("service").asString()).isEqualTo("test-service");
        assertThat(unknown.get("topic").asString()).isEqualTo("coupon.commands");
        assertThat(unknown.get("consumer").asString()).isEqualTo("notes");
        assertThat(unknown.get("messageId").asString()).isEqualTo("2");
        assertThat(unknown.get("type").asString()).isEqualTo("MakeCoffee");
        assertThat(unknown.get("payload").asString()).isEqualTo("{}");
        assertThat(unknown.get("attempts").asInt()).isEqualTo(1);
        assertThat(unknown.get("status").asString()).isEqualTo("WAITING");
        assertThat(unknown.get("actions")).isEmpty();
        assertThat(Instant.parse(unknown.get("at").asString())).isAfter(before);
    }

    @Test
    void whatever_bytes_there_are_the_letter_is_kept_and_the_next_one_handled() {
        var good = redeem();
        var payload = new byte[] {0, 'x', (byte) 0xff};
        var mark = UUID.randomUUID().toString();

        commands.sendRaw("a\0b", payload, headers(mark + "\0", "Redeem\0Coupon"));
        commands.sendRaw(null, null, headers(mark, "RedeemCoupon"));
        commands.sendRaw(good.key(), "x".repeat(20_000).getBytes(UTF_8), headers(mark, "Long"));
        letters.sendRaw("not a letter", payload, Map.of("dlt_topic", "coupon.commands"));
        commands.send(good);

        replies.await(reply -> reply.orderId().equals(good.orderId()));
        var found = awaitLetters(2, "q=" + mark);
        assertThat(found).anyMatch(letter -> !letter.has("key") && !letter.has("payload"));
        assertThat(found).anyMatch(letter -> letter.path("payload").asString().length() == 8_000);
        awaitLetters(1, "q=a%EF%BF%BDb");
    }

    @Test
    void a_record_too_large_for_a_letter_is_kept_without_its_value_and_the_next_one_handled() {
        var good = redeem();
        var nearlyTooLarge = new byte[1024 * 1024 - 400];

        commands.sendRaw(good.key(), nearlyTooLarge, headers("large", "MakeCoffee"));
        commands.send(good);

        replies.await(reply -> reply.orderId().equals(good.orderId()));
        var letter = awaitLetters(1, "q=" + good.key()).getFirst();
        assertThat(letter.path("messageId").asString()).isEqualTo("large");
        assertThat(letter.path("payload").asString()).isEmpty();
    }

    @Test
    void letters_are_found_by_what_is_in_them_the_newest_first_page_by_page() {
        var key = UUID.randomUUID().toString();
        var mark = UUID.randomUUID().toString();
        IntStream.range(0, 5)
                .forEach(i ->
                        commands.sendRaw(
                                key,
                                ("{\"n\":\"" + mark + "\"}").getBytes(UTF_8),
                                headers("m" + i + mark, "T" + mark)));

        var all = awaitLetters(5, "q=" + key);
        assertThat(all)
                .extracting(it -> it.get("messageId").asString())
                .containsExactly("m4" + mark, "m3" + mark, "m2" + mark, "m1" + mark, "m0" + mark);
        var second = admin.get("/api/dead-letters?page=1&size=2&q=" + key).json();
        assertThat(second.get("content")).containsExactlyElementsOf(all.subList(2, 4));
        assertThat(second.get("page").get("totalElements").asInt()).isEqualTo(5);
        assertThat(second.get("page").get("totalPages").asInt()).isEqualTo(3);
        assertThat(find("q=m3" + mark)).hasSize(1);
        assertThat(find("q=T" + mark)).as("by type").hasSize(5);
        assertThat(find("q=" + mark)).as("by payload").hasSize(5);
        assertThat(find("topic=coupon.commands&q=" + key)).hasSize(5);
        assertThat(find("topic=order.outcomes&q=" + key)).isEmpty();
        assertThat(find("status=DISCARDED&q=" + key)).isEmpty();
    }

    @Test
    void a_letter_that_comes_twice_is_one() {
        var key = UUID.randomUUID().toString();
        commands.sendRaw(key, "{}".getBytes(UTF_8), headers("1", "MakeCoffee"));
        awaitLetters(1, "q=" + key);
        var letter =
                await()
                        .pollInSameThread()
                        .until(
                                letters::records,
                                it -> it.stream().anyMatch(r -> r.key().equals(key)))
                        .stream()
                        .filter(it -> it.key().equals(key))
                        .findFirst()
                        .orElseThrow();

        letters.sendRaw(key, letter.value(), headersOf(letter));
        commands.sendRaw(key, "{}".getBytes(UTF_8), headers("2", "MakeCoffee"));

        awaitLetters(2, "q=" + key);
    }

    @Test
    void a_letter_is_redriven_when_what_was_wrong_is_mended_and_no_sooner() {
        var command = redeem();
        broken(command, "it is broken");
        commands.send("the-id", command);
        var letter = awaitLetters(1, "q=" + command.key()).getFirst();
        assertThat(letter.get("error").asString()).isEqualTo("IllegalStateException: it is broken");
        broken(command, "it is still broken");

        var failed = redrive(letter).json();

        assertThat(failed.get("status").asString()).isEqualTo("WAITING");
        assertThat(failed.get("attempts").asInt()).isEqualTo(letter.get("attempts").asInt() + 1);
        assertThat(failed.get("error").asString())
                .isEqualTo("IllegalStateException: it is still broken");
        assertThat(effectsOf(command)).isZero();

        notes.troubles.clear();
        var mended = redrive(letter);
        var again = redrive(letter);

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        assertThat(mended.status()).isEqualTo(200);
        assertThat(mended.json().get("status").asString()).isEqualTo("REDRIVEN");
        assertThat(again.body()).isEqualTo(mended.body());
        assertThat(effectsOf(command)).isEqualTo(1);
        var answer = recordsOf(command).getFirst();
        assertThat(TestTopic.header(answer, "ce_id")).isEqualTo("the-id/returned");
        assertThat(commands.records().stream().filter(it -> command.key().equals(it.key())))
                .as("nobody else hears it again")
                .hasSize(1);
        var actions = mended.json().get("actions");
        assertThat(actions).hasSize(2);
        assertThat(actions).extracting(it -> it.get("action").asString()).containsOnly("REDRIVE");
        assertThat(actions)
                .extracting(it -> it.get("by").asString())
                .containsOnly("Tester (" + ANNA + ")");
        assertThat(actions.get(0).get("error").asString())
                .isEqualTo("IllegalStateException: it is still broken");
        assertThat(actions.get(1).has("error")).isFalse();
        assertThat(Instant.parse(actions.get(1).get("at").asString()))
                .isAfterOrEqualTo(Instant.parse(actions.get(0).get("at").asString()));
        assertWrongStatus(discard(letter, "too late"));
    }

    @Test
    void a_letter_redriven_by_many_at_once_is_handled_and_answered_once() {
        var command = redeem();
        broken(command, "it is broken");
        commands.send(command);
        var letter = awaitLetters(1, "q=" + command.key()).getFirst();
        notes.troubles.clear();

        var answers =
                Stream.generate(() -> admin.postAsync(path(letter, "redrive"), ""))
                        .limit(8)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.getFirst().json().get("actions")).hasSize(1);
        replies.await(reply -> reply.orderId().equals(command.orderId()));
        var next = redeem();
        commands.send(next);
        replies.await(reply -> reply.orderId().equals(next.orderId()));
        assertThat(recordsOf(command)).hasSize(1);
    }

    @Test
    void a_letter_is_discarded_with_a_reason_and_stays_so() {
        var key = UUID.randomUUID().toString();
        commands.sendRaw(key, "{}".getBytes(UTF_8), headers("1", "MakeCoffee"));
        var letter = awaitLetters(1, "q=" + key).getFirst();

        assertThat(discard(letter, " ").status()).isEqualTo(400);
        assertThat(admin.post(path(letter, "discard"), "{}").status()).isEqualTo(400);
        assertThat(admin.post(path(letter, "discard"), "").status()).isEqualTo(400);
        var discarded = discard(letter, "a barista's");
        var again = discard(letter, "another reason");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.json().get("status").asString()).isEqualTo("DISCARDED");
        var action = discarded.json().get("actions").get(0);
        assertThat(action.get("action").asString()).isEqualTo("DISCARD");
        assertThat(action.get("by").asString()).isEqualTo("Tester (" + ANNA + ")");
        assertThat(action.get("reason").asString()).isEqualTo("a barista's");
        assertThat(action.has("at")).isTrue();
        assertThat(again.body()).isEqualTo(discarded.body());
        assertThat(find("status=DISCARDED&q=" + key)).containsExactly(discarded.json());
        assertWrongStatus(redrive(letter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redrive", "discard"})
    void a_letter_nobody_has_cannot_be_decided_about(String decision) {
        var reason = "{\"reason\":\"none\"}";

        var unknown = admin.post("/api/dead-letters/" + UUID.randomUUID() + "/" + decision, reason);
        var malformed = admin.post("/api/dead-letters/7/" + decision, reason);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("code").asString()).isEqualTo("NOT_FOUND");
        assertThat(malformed.status()).isEqualTo(400);
    }

    @Test
    void only_administrators_see_letters() {
        var customer = stranger.withToken(TestTokens.customer(ANNA));
        var redrive = "/api/dead-letters/" + UUID.randomUUID() + "/redrive";

        assertThat(stranger.get("/api/dead-letters").status()).isEqualTo(401);
        assertThat(customer.get("/api/dead-letters").status()).isEqualTo(403);
        assertThat(customer.post(redrive, "").status()).isEqualTo(403);
        assertThat(admin.get("/api/dead-letters?status=LOST").status()).isEqualTo(400);
        assertThat(admin.get("/api/dead-letters?size=101").status()).isEqualTo(400);
    }

    @Test
    void how_many_wait_is_told_until_none_does() {
        var key = UUID.randomUUID().toString();
        commands.sendRaw(key, "{}".getBytes(UTF_8), headers("1", "MakeCoffee"));
        awaitLetters(1, "status=WAITING&q=" + key);
        long waiting =
                admin.get("/api/dead-letters?status=WAITING")
                        .json()
                        .at("/page/totalElements")
                        .asLong();

        var told = stranger.get("/actuator/deadletters").json().get("waiting");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("topic").asString()).isEqualTo("coupon.commands");
        assertThat(told.get(0).get("consumer").asString()).isEqualTo("notes");
        assertThat(told.get(0).get("waiting").asLong()).isEqualTo(waiting);
        assertThat(Instant.parse(told.get(0).get("oldestAt").asString())).isBefore(Instant.now());
        awaitGauge(waiting);

        for (var letter : find("status=WAITING&size=100")) {
            discard(letter, "the end of a test");
        }
        awaitGauge(0);
        assertThat(stranger.get("/actuator/deadletters").json().get("waiting")).isEmpty();
    }

    private void awaitGauge(long waiting) {
        await().atMost(PATIENCE)
                .until(
                        () -> stranger.get("/actuator/prometheus").body(),
                        meters ->
                                meters.lines()
                                        .filter(line -> line.startsWith("winemall_dead_letters{"))
                                        .anyMatch(line ->
                                                line.contains("topic=\"coupon.commands\"")
                                                        && line.endsWith(" " + waiting + ".0")));
    }

    private void broken(RedeemCoupon command, String why) {
        notes.troubles.put(
                command.orderId(),
                () -> {
                    throw new IllegalStateException(why);
                });
    }

    private List<JsonNode> awaitLetters(int count, String query) {
        return await(count + " letters of " + query)
                .atMost(PATIENCE)
                .until(() -> find(query), found -> found.size() == count);
    }

    private List<JsonNode> find(String query) {
        return admin.get("/api/dead-letters?" + query).json().get("content").valueStream().toList();
    }

    private Answer redrive(JsonNode letter) {
        return admin.post(path(letter, "redrive"), "");
    }

    private Answer discard(JsonNode letter, String reason) {
        return admin.post(path(letter, "discard"), "{\"reason\":\"" + reason + "\"}");
    }

    private static String path(JsonNode letter, String decision) {
        return "/api/dead-letters/" + letter.get("id").asString() + "/" + decision;
    }

    private static void assertWrongStatus(Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("code").asString()).isEqualTo("WRONG_STATUS");
    }

    private List<ConsumerRecord<String, byte[]>> recordsOf(RedeemCoupon command) {
        return replies.records().stream().filter(it -> command.key().equals(it.key())).toList();
    }

    private int effectsOf(RedeemCoupon command) {
        return jdbc.sql("select count(*) from effect where order_id = :id")
                .param("id", command.orderId().value())
                .query(Integer.class)
                .single();
    }

    private static Map<String, String> headers(String id, String type) {
        return Map.of("ce_id", id, "ce_type", type, "ce_time", "2026-01-01T00:00:00Z");
    }

    private static Map<String, String> headersOf(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static RedeemCoupon redeem() {
        var order = new OrderId(UUID.randomUUID());
        return new RedeemCoupon(
                new CommandId(order + "/redeem"), order, ANNA, new CouponCode("CODE"), 1000);
    }
}
