package com.winemall.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sends a service what it cannot handle, and sees what becomes of it: a dead letter that says all
/// that is known, and a next record that did not have to wait.
public final class BadRecords implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NEXT_RECORD_MAX = Duration.ofSeconds(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);
    private static final String UNKNOWN_TYPE = "MakeCoffee";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConsumedTopics consumed;
    private final KafkaProducer<String, byte[]> producer;
    private final RestTestClient http;
    private final String administrator;

    /// @param service a running one
    /// @param administrator an access token it takes
    public BadRecords(Environment service, String administrator) {
        this.consumed = new ConsumedTopics(service.getRequiredProperty("spring.application.name"));
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", Backends.get().kafkaServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
        this.http =
                RestTestClient.bindToServer()
                        .baseUrl(
                                "http://127.0.0.1:"
                                        + service.getRequiredProperty("local.server.port"))
                        .build();
        this.administrator = administrator;
    }

    @Override
    public void close() {
        producer.close();
        consumed.close();
    }

    /// On every topic the service consumes, whatever is no message of it becomes a dead letter of
    /// each consumer, and the record behind it is handled within a second.
    ///
    /// @param good a message the service can handle, twice, for each of the topics
    public void assertSetApartOnEveryTopic(Map<String, Message> good) {
        await("the consumers, all with a good message to show them")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(consumed.groupsByTopic()).containsOnlyKeys(good.keySet()));
        var groups = consumed.groupsByTopic();
        groups.forEach(
                (topic, by) -> assertSetApart(topic, by, Objects.requireNonNull(good.get(topic))));
    }

    private void assertSetApart(String topic, Set<String> by, Message good) {
        var mark = UUID.randomUUID().toString();
        var type = Topic.nameOf(good.getClass());
        var json = JSON.writeValueAsBytes(good);
        // Whoever is still being given its partitions has them afterwards.
        assertHandled(topic, by, sent(topic, mark, json, headers(type)), PATIENCE);

        var bad = bad(type, (ObjectNode) JSON.readTree(json));
        var sent =
                Stream.concat(
                                bad.stream().map(it -> send(topic, mark, it.value(), it.headers())),
                                Stream.of(send(topic, mark, json, headers(type))))
                        .toList()
                        .stream()
                        .map(BadRecords::confirmed)
                        .toList();
        assertHandled(topic, by, sent.getLast(), NEXT_RECORD_MAX);

        var letters = awaitLetters(mark, bad.size() * by.size());
        assertThat(letters)
                .as("dead letters of %s", topic)
                .allSatisfy(letter -> {
                    assertThat(letter.path("topic").asString()).isEqualTo(origin(topic));
                    assertThat(letter.path("key").asString()).isEqualTo(mark);
                    assertThat(letter.path("error").asString()).startsWith("MalformedMessage: ");
                    assertThat(letter.path("status").asString()).isEqualTo("WAITING");
                });
        bad.forEach(record ->
                assertThat(letters)
                        .as("of %s, %s", topic, record.what())
                        .filteredOn(letter ->
                                textOf(letter, "type").equals(record.type())
                                        && textOf(letter, "payload")
                                                .equals(new String(record.value(), UTF_8)))
                        .hasSize(by.size()));
        letters.forEach(this::discard);
    }

    /// A message the service has a fault with is a dead letter; when the fault is mended and the
    /// letter redriven, it is handled, under the id and the key it had.
    ///
    /// @param plant makes the service unable to handle this message
    /// @param mend makes it able again
    public void assertHandledOnceMended(
            String topic, Message message, Runnable plant, Runnable mend) {
        var mark = UUID.randomUUID().toString();
        var type = Topic.nameOf(message.getClass());
        var headers = headers(type);
        plant.run();
        JsonNode letter;
        try {
            sent(topic, mark, JSON.writeValueAsBytes(message), headers);
            letter = awaitLetters(mark, 1).getFirst();
            assertThat(redriven(letter).path("status").asString())
                    .as("before the fault is mended")
                    .isEqualTo("WAITING");
        } finally {
            mend.run();
        }

        var redriven = redriven(letter);

        assertThat(redriven.path("status").asString()).as("%s", redriven).isEqualTo("REDRIVEN");
        assertThat(redriven.path("messageId").asString()).isEqualTo(headers.get("ce_id"));
        assertThat(redriven.path("key").asString()).isEqualTo(mark);
        assertThat(redriven(letter)).as("redriven once more").isEqualTo(redriven);
    }

    private static List<Bad> bad(String type, ObjectNode json) {
        var first = json.propertyNames().iterator().next();
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad("no message at all", null, new byte[] {'?', (byte) 0xff}));
        bad.add(new Bad("no JSON", type, "{\"".getBytes(UTF_8)));
        bad.add(new Bad("a field missing", type, json.deepCopy().without(first)));
        bad.add(new Bad("a field of another type", type, misplaced(json, first)));
        bad.add(new Bad("a type nobody knows", UNKNOWN_TYPE, json));
        return bad;
    }

    private static JsonNode misplaced(ObjectNode json, String field) {
        var changed = json.deepCopy();
        changed.putObject(field).put("is", "elsewhere");
        return changed;
    }

    private void assertHandled(
            String topic, Set<String> by, RecordMetadata record, Duration atMost) {
        var partition = new TopicPartition(topic, record.partition());
        await("the record behind the bad ones on " + topic)
                .atMost(atMost)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_INTERVAL)
                .until(() -> consumed.isHandled(by, partition, record.offset()));
    }

    /// Requests to the factory wait on topics of their own, and are brought back to where they came
    /// from.
    private static String origin(String topic) {
        return Topics.ALL.stream()
                .map(Topic::name)
                .filter(name -> topic.equals(name) || topic.startsWith(name + "."))
                .findAny()
                .orElseThrow();
    }

    private static Map<String, String> headers(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", type);
        headers.put("ce_source", "/test");
        headers.put("ce_time", Instant.now().toString());
        return headers;
    }

    private RecordMetadata sent(
            String topic, String key, byte[] value, Map<String, String> headers) {
        return confirmed(send(topic, key, value, headers));
    }

    private static RecordMetadata confirmed(Future<RecordMetadata> sending) {
        try {
            return sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the broker has not taken a record", e);
        }
    }

    private Future<RecordMetadata> send(
            String topic, String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((header, text) -> record.headers().add(header, text.getBytes(UTF_8)));
        return producer.send(record);
    }

    private List<JsonNode> awaitLetters(String mark, int count) {
        return await(count + " dead letters")
                .atMost(PATIENCE)
                .pollInterval(LOOK_INTERVAL.multipliedBy(5))
                .until(() -> letters(mark), found -> found.size() >= count);
    }

    private List<JsonNode> letters(String mark) {
        var answer =
                http.get()
                        .uri("/api/dead-letters?size=100&q={mark}", mark)
                        .header("Authorization", "Bearer " + administrator)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(JsonNode.class)
                        .getResponseBody();
        return Objects.requireNonNull(answer).path("content").valueStream().toList();
    }

    private JsonNode redriven(JsonNode letter) {
        return decided(letter, "redrive", "{}");
    }

    private void discard(JsonNode letter) {
        var discarded = decided(letter, "discard", "{\"reason\":\"a test\"}");
        assertThat(discarded.path("status").asString()).isEqualTo("DISCARDED");
    }

    private JsonNode decided(JsonNode letter, String decision, String body) {
        var answer =
                http.post()
                        .uri("/api/dead-letters/{id}/{decision}", textOf(letter, "id"), decision)
                        .header("Authorization", "Bearer " + administrator)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(JsonNode.class)
                        .getResponseBody();
        return Objects.requireNonNull(answer);
    }

    private static String textOf(JsonNode letter, String field) {
        return letter.path(field).asString("");
    }

    /// @param what for whoever reads that it failed
    /// @param claimed the type its header names; none: it has no headers
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(String what, @Nullable String claimed, byte[] value) {

        Bad(String what, String claimed, JsonNode json) {
            this(what, claimed, JSON.writeValueAsBytes(json));
        }

        String type() {
            return claimed == null ? "" : claimed;
        }

        Map<String, String> headers() {
            return claimed == null ? Map.of() : BadRecords.headers(claimed);
        }
    }
}
