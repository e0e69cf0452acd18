package com.winemall.starter.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.embedded.FreePorts;
import com.winemall.embedded.KafkaBroker;
import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.MessageTracing;
import com.winemall.starter.messaging.MessagesNotSent;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// An outbox put together by hand, over a database and a broker nobody else looks at, so that the
/// broker can be away and nobody else's sweep helps.
@NeedsBackends
class OutboxOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMillis(400);
    private static final String TOPIC = Topics.USER_EVENTS.name();

    private final int port = FreePorts.one();
    private final HikariDataSource database = freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database));
    private final MessageCodec codec = new MessageCodec("test-service");
    private final DefaultKafkaProducerFactory<String, byte[]> producers =
            new DefaultKafkaProducerFactory<>(
                    Map.of(
                            "bootstrap.servers",
                            "127.0.0.1:" + port,
                            "max.block.ms",
                            300,
                            "request.timeout.ms",
                            500,
                            "delivery.timeout.ms",
                            1000,
                            "linger.ms",
                            5,
                            "reconnect.backoff.ms",
                            200),
                    new StringSerializer(),
                    new ByteArraySerializer());
    private final MessagePublisher publisher =
            new MessagePublisher(
                    new KafkaTemplate<>(producers),
                    codec,
                    new MessageTracing(Tracer.NOOP, Propagator.NOOP),
                    Clock.systemUTC());

    @AfterEach
    void close() {
        producers.destroy();
        database.close();
    }

    @Test
    void messages_wait_for_a_kafka_that_is_away_say_why_and_go_out_when_it_is_back(
            @TempDir Path logs) {
        var table = table(properties(100, 100));
        var sender = new OutboxSender(table, codec, publisher, properties(100, 100));
        sender.start();

        var id = add(new Outbox(table, sender), 1).getFirst();

        await().atMost(PATIENCE)
                .until(() -> lastErrors(), errors -> errors.contains("TimeoutException"));
        assertThat(attempts()).as("the writer's own try does not count").containsExactly(0);
        await().atMost(PATIENCE).until(() -> leaseIsOver());
        assertThatThrownBy(sender::sweep).isInstanceOf(MessagesNotSent.class);
        assertThat(attempts()).containsExactly(1);
        assertThat(sender.sweep()).as("under lease again").isZero();

        try (var _ = KafkaBroker.start(logs, port, FreePorts.one())) {
            createTopic();
            await().atMost(PATIENCE)
                    .ignoreException(MessagesNotSent.class)
                    .until(() -> sender.sweep() == 1);
            assertThat(idsOnTheTopic()).isEqualTo(Set.of(id));
            assertThat(rows()).isZero();
        }
        sender.stop();
    }

    @Test
    void a_row_that_was_tried_too_often_waits_for_a_person_and_is_counted() {
        var properties = properties(100, 2);
        var table = table(properties);
        var sender = new OutboxSender(table, codec, publisher, properties);
        var meters = new SimpleMeterRegistry();
        var sweeper = new OutboxSweeper(table, sender, properties, meters);
        add(new Outbox(table, sender), 3);

        sweeper.sweep();
        assertThat(meters.get("winemall.outbox.waiting").gauge().value()).isEqualTo(3);
        await().atMost(PATIENCE).until(() -> leaseIsOver());
        sweeper.sweep();
        assertThat(meters.get("winemall.outbox.parked").gauge().value()).isZero();
        await().atMost(PATIENCE).until(() -> leaseIsOver());
        sweeper.sweep();
        assertThat(meters.get("winemall.outbox.parked").gauge().value()).isEqualTo(3);
        assertThat(meters.get("winemall.outbox.waiting").gauge().value()).isZero();
        assertThat(meters.get("winemall.outbox.oldest.age").gauge().value())
                .isGreaterThan(LEASE.toMillis() / 1000.0);
        assertThat(attempts()).containsExactly(2, 2, 2);

        await().atMost(PATIENCE).until(() -> leaseIsOver());
        assertThat(sender.sweep()).isZero();
        assertThat(attempts()).as("left alone").containsExactly(2, 2, 2);
    }

    @Test
    void what_finds_no_place_in_memory_waits_in_the_table(@TempDir Path logs) {
        try (var _ = KafkaBroker.start(logs, port, FreePorts.one())) {
            createTopic();
            var properties = properties(10, 100);
            var table = table(properties);
            var sender = new OutboxSender(table, codec, publisher, properties);

            var ids = add(new Outbox(table, sender), 50);
            sender.start();

            await().atMost(PATIENCE)
                    .ignoreException(MessagesNotSent.class)
                    .until(() -> rows() == 40);
            await().atMost(PATIENCE).until(() -> sender.sweep() > 0);
            await().atMost(PATIENCE)
                    .until(() -> {
                        sender.sweep();
                        return rows() == 0;
                    });
            assertThat(idsOnTheTopic()).isEqualTo(Set.copyOf(ids));
            sender.stop();
        }
    }

    @Test
    void a_message_nobody_can_send_holds_up_no_other_and_has_none_sent_twice(@TempDir Path logs) {
        try (var _ = KafkaBroker.start(logs, port, FreePorts.one())) {
            createTopic();
            var table = table(properties(100, 100));
            var sender = new OutboxSender(table, codec, publisher, properties(100, 100));
            var outbox = new Outbox(table, sender);

            var before = add(outbox, 2);
            transaction.executeWithoutResult(_ -> outbox.add(toNowhere()));
            var after = add(outbox, 2);
            sender.start();

            await().atMost(PATIENCE).until(() -> rows() == 1);
            assertThat(idsOnTheTopic()).containsAll(before).containsAll(after);
            await().atMost(PATIENCE).until(() -> leaseIsOver());
            assertThatThrownBy(sender::sweep).isInstanceOf(MessagesNotSent.class);
            assertThat(recordsOnTheTopic()).isEqualTo(4);
            assertThat(attempts()).containsExactly(1);
            assertThat(lastErrors()).contains("UnknownTopicOrPartition");
            sender.stop();
        }
    }

    @Test
    void a_stop_leaves_to_the_table_what_a_kafka_that_is_away_does_not_take() {
        var properties = properties(2000, 100);
        var table = table(properties);
        var sender = new OutboxSender(table, codec, publisher, properties);
        add(new Outbox(table, sender), 1000);
        sender.start();
        await().atMost(PATIENCE).until(() -> !lastErrors().isEmpty());

        long start = System.nanoTime();
        sender.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(rows()).isEqualTo(1000);
    }

    private static Outgoing toNowhere() {
        return new Outgoing(
                "no.such.topic",
                UUID.randomUUID().toString(),
                new CustomerLeft(new CustomerId(UUID.randomUUID()), 1, Instant.EPOCH),
                null);
    }

    private List<String> add(Outbox outbox, int count) {
        var messages =
                Stream.generate(() ->
                                Outgoing.to(
                                        Topics.USER_EVENTS,
                                        UUID.randomUUID().toString(),
                                        new CustomerLeft(
                                                new CustomerId(UUID.randomUUID()),
                                                1,
                                                Instant.EPOCH)))
                        .limit(count)
                        .toList();
        transaction.executeWithoutResult(_ -> outbox.add(messages));
        return messages.stream().map(Outgoing::id).toList();
    }

    private OutboxTable table(OutboxProperties properties) {
        return new OutboxTable(jdbc, codec, Clock.systemUTC(), properties);
    }

    private static OutboxProperties properties(int queueMax, int attemptsMax) {
        return new OutboxProperties(
                LEASE, Duration.ofMillis(20), Duration.ofSeconds(1), 20, queueMax, attemptsMax);
    }

    private int rows() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }

    private List<Integer> attempts() {
        return jdbc.sql("select attempts from outbox").query(Integer.class).list();
    }

    private String lastErrors() {
        return jdbc.sql("select coalesce(string_agg(last_error, ' '), '') from outbox")
                .query(String.class)
                .single();
    }

    private boolean leaseIsOver() {
        return jdbc.sql("select bool_and(leased_until <= clock_timestamp()) from outbox")
                .query(Boolean.class)
                .single();
    }

    private static HikariDataSource freshDatabase() {
        var database = new HikariDataSource();
        database.setJdbcUrl(Backends.get().freshDatabase());
        database.setUsername("postgres");
        database.setPassword("postgres");
        database.setMaximumPoolSize(4);
        Flyway.configure().dataSource(database).locations("classpath:db/starter").load().migrate();
        return database;
    }

    private void createTopic() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The ids of everything on the topic at this moment.
    private Set<String> idsOnTheTopic() {
        return Set.copyOf(recordIdsOnTheTopic());
    }

    private int recordsOnTheTopic() {
        return recordIdsOnTheTopic().size();
    }

    private List<String> recordIdsOnTheTopic() {
        var partition = new TopicPartition(TOPIC, 0);
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", "127.0.0.1:" + port),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> ids = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                ids.add(
                                        new String(
                                                record.headers().lastHeader("ce_id").value(),
                                                UTF_8)));
            }
            return ids;
        }
    }
}
