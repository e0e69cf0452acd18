package com.winemall.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The neighbours of a service while the mall is rolled: they send what version 1 sent, word for
/// word, and what a later version may send.
public final class OtherVersions {

    private static final Path VERSION_1 = Path.of("../libs/contracts/src/test/resources/version-1");
    private static final String TYPE_OF_A_LATER_VERSION = "SaidByALaterVersion";

    /// The order, the event or the request to the factory every frozen message is about; each is
    /// told of one of its own.
    private static final List<String> SUBJECTS =
            List.of(
                    "0199a0b0-0000-7000-8000-000000000001",
                    "0199a0b0-0000-7000-8000-000000000005",
                    "0199a0b0-0000-7000-8000-000000000007");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OtherVersions() {}

    /// Sends every message version 1 knew on a topic, as it was and with fields nobody knows yet,
    /// and one of an unknown type, and waits until a consumer is done with all of them.
    ///
    /// @param group of the consumer, whose name ends in the consumer's
    /// @param before each message is told its type and the id of the order or event it is about,
    ///   for whatever that has to be for the message to make sense
    /// @return why the consumer gave up messages, but for the one of an unknown type, which it has
    ///   to set apart
    public static <M extends Message> List<String> send(
            Topic<M> topic, String group, BiConsumer<String, UUID> before) {
        var consumer = group.substring(group.indexOf('.') + 1);
        try (var deadLetters = TestTopic.openDeadLetters(topic, consumer);
                var sent = TestTopic.open(topic)) {
            for (var file : frozen(topic)) {
                var type = file.getFileName().toString().replaceAll("\\..*", "");
                var subject = UUID.randomUUID();
                before.accept(type, subject);
                var asItWas = about(subject, file);
                send(sent, subject, type, asItWas);
                send(sent, subject, type, withMore(asItWas));
            }
            send(sent, UUID.randomUUID(), TYPE_OF_A_LATER_VERSION, "{}");
            awaitHandled(topic, group);
            List<String> refused = new ArrayList<>();
            int unknown = 0;
            for (var letter : deadLetters.records()) {
                if (TestTopic.header(letter, "ce_type").equals(TYPE_OF_A_LATER_VERSION)) {
                    unknown++;
                } else {
                    refused.add(
                            TestTopic.header(letter, "ce_type")
                                    + ": "
                                    + TestTopic.header(letter, "dlt_reason"));
                }
            }
            if (unknown != 1) {
                refused.add("a message of an unknown type was set apart " + unknown + " times");
            }
            return refused;
        }
    }

    private static List<Path> frozen(Topic<?> topic) {
        try (var files = Files.list(VERSION_1.resolve(topic.name()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String about(UUID subject, Path file) {
        try {
            var text = Files.readString(file);
            for (var frozen : SUBJECTS) {
                text = text.replace(frozen, subject.toString());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withMore(String message) {
        var json = JSON.readTree(message);
        addTo(json);
        return json.toString();
    }

    private static void addTo(JsonNode json) {
        json.forEach(OtherVersions::addTo);
        if (json instanceof ObjectNode object) {
            object.putObject("addedLater").put("colour", "red");
        }
    }

    private static void send(TestTopic<?> topic, UUID subject, String type, String message) {
        topic.sendRaw(
                subject.toString(),
                message.getBytes(UTF_8),
                Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/version-1",
                        "ce_time",
                        Instant.now().toString()));
    }

    private static void awaitHandled(Topic<?> topic, String group) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backends.get().kafkaServers()))) {
            Awaitility.await(group + " to be done with " + topic.name())
                    .atMost(PATIENCE)
                    .until(() -> lag(admin, topic, group) == 0);
        }
    }

    private static long lag(Admin admin, Topic<?> topic, String group)
            throws ExecutionException, InterruptedException {
        var described =
                Objects.requireNonNull(
                        admin.describeTopics(List.of(topic.name()))
                                .allTopicNames()
                                .get()
                                .get(topic.name()));
        var handled = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        long lag = 0;
        for (var info : described.partitions()) {
            var partition = new TopicPartition(topic.name(), info.partition());
            long end =
                    admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset();
            var offset = handled.get(partition);
            lag += offset == null ? end : end - offset.offset();
        }
        return lag;
    }
}
