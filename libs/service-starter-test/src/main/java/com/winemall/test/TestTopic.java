package com.winemall.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.Message;
import com.winemall.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/// The other side of a topic: sends what a service listens to, and reads what it sends, as another
/// service would.
public final class TestTopic<M extends Message> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Topic<M> topic;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

    private TestTopic(String name, Topic<M> topic) {
        var servers = Backends.get().kafkaServers();
        this.name = name;
        this.topic = topic;
        create(name, servers);
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new StringSerializer(),
                        new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(name).stream()
                        .map(info -> new TopicPartition(name, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; the position makes it happen before anything is sent.
        partitions.forEach(consumer::position);
    }

    /// Reads what is sent from now on.
    public static <M extends Message> TestTopic<M> open(Topic<M> topic) {
        return new TestTopic<>(topic.name(), topic);
    }

    /// Reads what one consumer of a topic gives up on, from now on.
    public static <M extends Message> TestTopic<M> openDeadLetters(
            Topic<M> topic, String consumer) {
        return new TestTopic<>(topic.name() + "." + consumer + ".dlt", topic);
    }

    public void send(M message) {
        send(UUID.randomUUID().toString(), message);
    }

    public void send(String id, M message) {
        sendRaw(
                message.key(),
                JSON.writeValueAsBytes(message),
                Map.of(
                        "ce_id",
                        id,
                        "ce_type",
                        Topic.nameOf(message.getClass()),
                        "ce_source",
                        "/test",
                        "ce_time",
                        Instant.now().toString()));
    }

    /// Sends whatever it is given.
    public void sendRaw(String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(name, key, value);
        headers.forEach((header, text) -> record.headers().add(header, text.getBytes(UTF_8)));
        try {
            producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("not sent to " + name, e);
        }
    }

    /// Everything read so far.
    public List<M> messages() {
        return records().stream().map(this::decode).toList();
    }

    /// Everything read so far, as Kafka has it.
    public List<ConsumerRecord<String, byte[]>> records() {
        for (var record : consumer.poll(Duration.ofMillis(20))) {
            read.add(record);
        }
        return List.copyOf(read);
    }

    /// Waits for the first message that fits.
    public M await(Predicate<? super M> wanted) {
        return Awaitility.await("a message on " + name)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> messages().stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// Waits until so many messages fit.
    public List<M> await(int count, Predicate<? super M> wanted) {
        return Awaitility.await(count + " messages on " + name)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> messages().stream().filter(wanted).toList(),
                        found -> found.size() >= count);
    }

    /// The text of a header, which has to be there.
    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    private M decode(ConsumerRecord<String, byte[]> record) {
        var type = Objects.requireNonNull(topic.types().get(header(record, "ce_type")));
        return JSON.readValue(record.value(), type);
    }

    private static void create(String name, String servers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, 4, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("no topic " + name, e);
            }
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("no topic " + name, e);
        }
    }
}
