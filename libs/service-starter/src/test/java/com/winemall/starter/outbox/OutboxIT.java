package com.winemall.starter.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.user.CustomerLeft;
import com.winemall.contracts.user.UserEvent;
import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

@ServiceTest
class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final Outbox outbox;
    private final OutboxSender sender;
    private final OutboxProperties properties;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final MessageCodec codec;
    private final TestTopic<UserEvent> events = TestTopic.open(Topics.USER_EVENTS);

    OutboxIT(
            Outbox outbox,
            OutboxSender sender,
            OutboxProperties properties,
            TransactionOperations transaction,
            JdbcClient jdbc,
            MessageCodec codec) {
        this.outbox = outbox;
        this.sender = sender;
        this.properties = properties;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.codec = codec;
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void a_message_is_sent_right_after_the_commit_and_its_row_is_gone() {
        addAndAwait();
        List<Duration> delays = new ArrayList<>();

        for (int i = 0; i < 15; i++) {
            delays.add(addAndAwait());
        }

        delays.sort(null);
        assertThat(delays.get(7)).as("the usual delay").isLessThan(Duration.ofMillis(500));
        assertThat(delays.getLast())
                .as("nobody waits for the lease to end, nor for the sweep")
                .isLessThan(properties.lease().dividedBy(5));
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void what_is_sent_is_what_was_added() {
        var message = aMessage();
        var traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        var before = Instant.now();

        transaction.executeWithoutResult(_ ->
                outbox.add(
                        Outgoing.to(Topics.USER_EVENTS, "message-1", message)
                                .tracedBy(traceparent)));

        events.await(message::equals);
        var record = recordOf(message);
        assertThat(record.key()).isEqualTo(message.key());
        assertThat(record.value()).isEqualTo(codec.value(message));
        assertThat(TestTopic.header(record, "ce_id")).isEqualTo("message-1");
        assertThat(TestTopic.header(record, "ce_type")).isEqualTo("CustomerLeft");
        assertThat(TestTopic.header(record, "ce_source")).isEqualTo("/test-service");
        assertThat(TestTopic.header(record, "traceparent")).isEqualTo(traceparent);
        assertThat(Instant.parse(TestTopic.header(record, "ce_time")))
                .isBetween(before, Instant.now());
    }

    @Test
    void a_rollback_sends_nothing_and_leaves_nothing() {
        var never = aMessage();
        var after = new CustomerLeft(never.customerId(), 2, AT);

        transaction.executeWithoutResult(status -> {
            outbox.add(outgoing(never));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> outbox.add(outgoing(after)));

        events.await(after::equals);
        assertThat(events.messages()).doesNotContain(never);
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void nothing_can_be_added_outside_a_transaction() {
        assertThatThrownBy(() -> outbox.add(outgoing(aMessage())))
                .isInstanceOf(IllegalTransactionStateException.class);

        assertThat(rows()).isZero();
    }

    @Test
    void a_row_left_behind_is_sent_as_its_writer_would_have_sent_it() {
        var message = aMessage();

        insert("left-behind", message, Duration.ofSeconds(-1));

        events.await(message::equals);
        var record = recordOf(message);
        assertThat(TestTopic.header(record, "ce_id")).isEqualTo("left-behind");
        assertThat(TestTopic.header(record, "ce_type")).isEqualTo("CustomerLeft");
        assertThat(TestTopic.header(record, "ce_time")).isEqualTo(AT.toString());
        assertThat(record.key()).isEqualTo(message.key());
        assertThat(record.value()).isEqualTo(codec.value(message));
        assertThat(record.headers().lastHeader("traceparent")).isNull();
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void a_row_somebody_is_busy_with_is_left_to_them() {
        var theirs = aMessage();
        var abandoned = new CustomerLeft(theirs.customerId(), 2, AT);
        insert("theirs", theirs, Duration.ofMinutes(1));

        insert("abandoned", abandoned, Duration.ofSeconds(-1));
        sender.sweep();

        events.await(abandoned::equals);
        assertThat(events.messages()).doesNotContain(theirs);
        assertThat(
                        jdbc.sql("select attempts from outbox where message_id = 'theirs'")
                                .query(Integer.class)
                                .single())
                .isZero();
        jdbc.sql("delete from outbox where message_id = 'theirs'").update();
    }

    @Test
    void sweepers_at_work_together_take_every_row_once_and_never_wait_for_each_other() {
        int rows = 3000;
        var ids =
                Stream.generate(() -> "swept-" + UUID.randomUUID())
                        .limit(rows)
                        .collect(Collectors.toSet());
        transaction.executeWithoutResult(
                _ -> ids.forEach(id -> insert(id, aMessage(), Duration.ofSeconds(-1))));

        atOnce(4, this::sweepAll);

        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> Set.copyOf(idsRead()).containsAll(ids));
        assertThat(idsRead()).as("each once").filteredOn(ids::contains).hasSize(rows);
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void messages_of_many_transactions_at_once_all_arrive_and_no_row_is_left() {
        int transactions = 50;
        int each = 100;
        Collection<String> committed = new ArrayList<>();
        Collection<String> rolledBack = new ArrayList<>();
        List<Supplier<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            var outgoing = Stream.generate(() -> outgoing(aMessage())).limit(each).toList();
            boolean commits = i % 10 != 0;
            (commits ? committed : rolledBack).addAll(outgoing.stream().map(Outgoing::id).toList());
            writers.add(() -> write(outgoing, commits));
        }
        for (int i = 0; i < transactions / 10; i++) {
            var outgoing = Stream.generate(() -> outgoing(aMessage())).limit(each).toList();
            committed.addAll(outgoing.stream().map(Outgoing::id).toList());
            writers.add(() -> write(outgoing, true));
        }

        atOnce(writers);

        assertThat(committed).hasSize(transactions * each);
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> Set.copyOf(idsRead()).containsAll(committed));
        await().atMost(PATIENCE).until(() -> rows() == 0);
        assertThat(idsRead()).doesNotContainAnyElementsOf(rolledBack);
    }

    private int write(List<Outgoing> messages, boolean commits) {
        int half = messages.size() / 2;
        transaction.executeWithoutResult(status -> {
            outbox.add(messages.subList(0, half));
            outbox.add(messages.subList(half, messages.size()));
            if (!commits) {
                status.setRollbackOnly();
            }
        });
        return messages.size();
    }

    private int sweepAll() {
        int all = 0;
        int swept;
        do {
            swept = sender.sweep();
            all += swept;
        } while (swept > 0);
        return all;
    }

    private static void atOnce(int threads, Supplier<Integer> work) {
        atOnce(Stream.generate(() -> work).limit(threads).toList());
    }

    private static void atOnce(List<Supplier<Integer>> works) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results =
                    works.stream()
                            .map(work ->
                                    CompletableFuture.supplyAsync(
                                            () -> {
                                                awaitLatch(start);
                                                return work.get();
                                            },
                                            threads))
                            .toList();
            start.countDown();
            results.forEach(CompletableFuture::join);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration addAndAwait() {
        var message = aMessage();
        transaction.executeWithoutResult(_ -> outbox.add(outgoing(message)));
        long committed = System.nanoTime();
        events.await(message::equals);
        return Duration.ofNanos(System.nanoTime() - committed);
    }

    private void insert(String id, CustomerLeft message, Duration leaseLeft) {
        jdbc.sql(
                        """
                        insert into outbox (message_id, topic, message_key, type, payload,
                                            created_at, leased_until)
                        values (:id, :topic, :key, :type, :payload, :at::timestamptz,
                                clock_timestamp() + :left * interval '1 millisecond')
                        """)
                .param("id", id)
                .param("topic", Topics.USER_EVENTS.name())
                .param("key", message.key())
                .param("type", Topic.nameOf(message.getClass()))
                .param("payload", codec.value(message))
                .param("at", AT.toString())
                .param("left", leaseLeft.toMillis())
                .update();
    }

    private ConsumerRecord<String, byte[]> recordOf(CustomerLeft message) {
        return events.records().stream()
                .filter(record -> record.key().equals(message.key()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> idsRead() {
        return events.records().stream().map(record -> TestTopic.header(record, "ce_id")).toList();
    }

    private int rows() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }

    private static Outgoing outgoing(CustomerLeft message) {
        return Outgoing.to(Topics.USER_EVENTS, UUID.randomUUID().toString(), message);
    }

    private static CustomerLeft aMessage() {
        return new CustomerLeft(new CustomerId(UUID.randomUUID()), 1, AT);
    }
}
