package com.winemall.orchestrator.saga.kafka;

import static com.winemall.orchestrator.RestOfTheMall.redeemed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.contracts.outcome.OrderAwaitingStock;
import com.winemall.contracts.outcome.OrderCompleted;
import com.winemall.contracts.product.ReserveStock;
import com.winemall.orchestrator.OpenTransaction;
import com.winemall.orchestrator.OrchestratorServiceTest;
import com.winemall.orchestrator.RestOfTheMall;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.starter.jdbc.Columns;
import com.winemall.test.Backends;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Many sagas at a time: what a poll costs, what becomes of it when it is delivered again, and what
/// of the record in it that nobody can handle.
@OrchestratorServiceTest
class PollIT {

    private static final int CROWD = 200;
    private static final String EVENTS_GROUP = "order-orchestrator.saga-events";
    private static final String REPLIES_GROUP = "order-orchestrator.saga-replies";

    private final JdbcClient jdbc;
    private final DataSource database;
    private final MeterRegistry meters;
    private final SmartLifecycle consumers;
    private final RestOfTheMall mall;

    PollIT(
            JdbcClient jdbc,
            DataSource database,
            MeterRegistry meters,
            @Qualifier("pollConsumers") SmartLifecycle consumers,
            TestClock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.meters = meters;
        this.consumers = consumers;
        this.mall = new RestOfTheMall(clock);
    }

    @AfterAll
    void close() {
        mall.close();
    }

    // What a poll costs.

    @Test
    void a_poll_of_many_new_orders_is_one_transaction_of_three_statements() {
        var first = mall.anOrder();
        var crowd = Stream.generate(mall::anOrder).limit(CROWD).toList();
        var statements = new Statements("saga-events.");
        long polls;

        try (var _ = statements) {
            // While the consumer hangs at one record, the others gather.
            try (var _ = OpenTransaction.startingTheSagaOf(first, database)) {
                mall.tell(first);
                await().until(() -> OpenTransaction.isWaitedFor(jdbc));
                polls = polls("saga-events");
                crowd.parallelStream().forEach(mall::tell);
            }
            mall.awaitCommandAboutEach(crowd, ReserveStock.class);
            await().until(() -> lag(EVENTS_GROUP, "order.events") == 0);
            polls = polls("saga-events") - polls;
        }

        assertThat(polls).as("what was fetched before, and all the others").isBetween(1L, 8L);
        assertThat(transactionsThatWrote("saga", crowd)).isLessThanOrEqualTo(polls);
        assertThat(transactionsThatWrote("saga_log", crowd)).isLessThanOrEqualTo(polls);
        assertThat(statements.count())
                .as("locked, inserted, logged: for each poll and for the first record")
                .isEqualTo(3 * (polls + 1));
    }

    @Test
    void a_poll_of_many_replies_is_one_transaction_of_three_statements() {
        var first = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var crowd = Stream.generate(mall::anOrder).limit(CROWD).toList();
        crowd.parallelStream().forEach(mall::tell);
        mall.awaitCommandAboutEach(crowd, ReserveStock.class);
        var statements = new Statements("saga-replies.");
        long polls;

        try (var _ = statements) {
            try (var _ = OpenTransaction.changingTheSagaOf(first, database)) {
                mall.answer(mall.reserved(first));
                await().until(() -> OpenTransaction.isWaitedFor(jdbc));
                polls = polls("saga-replies");
                crowd.parallelStream().forEach(order -> mall.answer(mall.reserved(order)));
            }
            mall.awaitOutcomeOfEach(crowd, OrderCompleted.class);
            await().until(() -> lag(REPLIES_GROUP, "orchestrator.replies") == 0);
            polls = polls("saga-replies") - polls;
        }

        assertThat(polls).as("what was fetched before, and all the others").isBetween(1L, 8L);
        assertThat(transactionsThatWrote("saga", crowd)).isLessThanOrEqualTo(polls);
        assertThat(statements.count())
                .as("locked, updated, logged: for each poll and for the first record")
                .isEqualTo(3 * (polls + 1));
    }

    // Delivered again.

    /// What a crash between the commit and the offsets does, to everything at once: all polls of
    /// both topics since the orders were placed come again.
    @Test
    void polls_delivered_again_change_no_saga_and_are_answered_as_they_were() throws Exception {
        var events = ends("order.events");
        var replies = ends("orchestrator.replies");
        var orders = Stream.of(mall.anOrder(), mall.anOrderWithCoupon(), mall.anOrder()).toList();
        orders.forEach(order -> mall.bringTo(SagaState.ORDER_COMPLETED, order));
        var waiting = mall.bringTo(SagaState.AWAIT_STOCK, mall.anOrderThatWaits());
        var asked = mall.bringTo(SagaState.APPLY_COUPON, mall.anOrderWithCoupon());
        var all = Stream.concat(orders.stream(), Stream.of(waiting, asked)).toList();
        var still = Stream.concat(orders.stream(), Stream.of(asked)).toList();
        var before = rows(still);

        consumers.stop();
        rewind(EVENTS_GROUP, events);
        rewind(REPLIES_GROUP, replies);
        consumers.start();
        await().until(() ->
                lag(EVENTS_GROUP, "order.events") == 0
                        && lag(REPLIES_GROUP, "orchestrator.replies") == 0);

        assertThat(rows(still)).isEqualTo(before);
        assertThat(mall.awaitOutcomes(2, waiting, OrderAwaitingStock.class))
                .as("it is told its place again")
                .allSatisfy(told -> assertThat(told.position()).isEqualTo(1));
        for (var order : orders) {
            var told = mall.awaitOutcomes(2, order, OrderCompleted.class);
            assertThat(told.stream().distinct()).hasSize(1);
        }
        for (var order : all) {
            assertThat(mall.commands(order).stream().distinct())
                    .as("each command is the same however often it is sent")
                    .hasSize(order.couponCode() == null ? 1 : 2);
        }
        assertThat(mall.deadLettersAbout(all)).isZero();
        // And they go on as if nothing had been.
        mall.answer(redeemed(asked, 1_000));
        assertThat(mall.awaitOutcome(asked, OrderCompleted.class).total()).isEqualTo(59_000);
    }

    // Poison.

    @Test
    void poison_among_the_events_is_set_apart_with_its_reason_and_the_next_order_is_placed() {
        var order = mall.anOrder();

        mall.tellRaw(order.key(), "{not json".getBytes(UTF_8), headers("1", "OrderPlaced"));
        mall.tellRaw(order.key(), "{}".getBytes(UTF_8), headers("2", "MakeCoffee"));
        mall.tellRaw(order.key(), "{}".getBytes(UTF_8), Map.of());
        mall.tell(order);

        mall.awaitCommand(order, ReserveStock.class);
        await().pollInSameThread().until(() -> mall.deadEvents(order.key()).size() == 3);
        assertThat(mall.deadEvents(order.key()))
                .satisfiesExactly(
                        letter -> isAbout(letter, "1", "not a OrderPlaced"),
                        letter -> isAbout(letter, "2", "no messages of type MakeCoffee"),
                        letter -> assertThat(reason(letter)).contains("no header ce_type"));
    }

    @Test
    void poison_among_the_replies_is_set_apart_with_its_reason_and_the_next_reply_is_used() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());

        mall.answerRaw(order.key(), "[1".getBytes(UTF_8), headers("1", "StockReserved"));
        mall.answerRaw(order.key(), "{}".getBytes(UTF_8), headers("2", "OrderPlaced"));
        mall.answerRaw(order.key(), "{}".getBytes(UTF_8), Map.of());
        mall.answer(mall.reserved(order));

        mall.awaitOutcome(order, OrderCompleted.class);
        await().pollInSameThread().until(() -> mall.deadReplies(order.key()).size() == 3);
        assertThat(mall.deadReplies(order.key()))
                .satisfiesExactly(
                        letter -> isAbout(letter, "1", "not a StockReserved"),
                        letter -> isAbout(letter, "2", "no messages of type OrderPlaced"),
                        letter -> assertThat(reason(letter)).contains("no header ce_type"));
    }

    @Test
    void an_event_that_cannot_be_true_is_set_apart_and_its_saga_and_the_others_go_on() {
        var order = mall.bringTo(SagaState.CHECK_STOCK, mall.anOrder());
        var unknown = mall.anOrder();

        mall.tell(mall.authorized(order));
        mall.tell(mall.cancelRequest(unknown));
        var next = mall.bringTo(SagaState.ORDER_COMPLETED, mall.anOrder());
        mall.answer(mall.reserved(order));

        mall.awaitOutcome(order, OrderCompleted.class);
        await().pollInSameThread().until(() -> !mall.deadEvents(order.key()).isEmpty());
        await().pollInSameThread().until(() -> !mall.deadEvents(unknown.key()).isEmpty());
        assertThat(reason(mall.deadEvents(order.key()).getFirst()))
                .isEqualTo(order.orderId() + " cannot be paid in CHECK_STOCK");
        assertThat(reason(mall.deadEvents(unknown.key()).getFirst()))
                .isEqualTo("no saga of order " + unknown.orderId() + " is visible");
        assertThat(mall.deadEvents(next.key())).isEmpty();
    }

    // How.

    private static Map<String, String> headers(String id, String type) {
        return Map.of("ce_id", id, "ce_type", type, "ce_time", "2026-01-01T00:00:00Z");
    }

    private static void isAbout(ConsumerRecord<?, ?> letter, String id, String reason) {
        assertThat(TestTopic.header(letter, "ce_id")).isEqualTo(id);
        assertThat(reason(letter)).contains(reason);
    }

    private static String reason(ConsumerRecord<?, ?> letter) {
        return TestTopic.header(letter, "dlt_reason");
    }

    private long polls(String consumer) {
        return meters.get("winemall.poll.records").tag("consumer", consumer).summary().count();
    }

    /// PostgreSQL writes down for each row which transaction wrote it.
    private long transactionsThatWrote(String table, Collection<OrderPlaced> orders) {
        return jdbc.sql(
                        "select count(distinct xmin::text) from "
                                + table
                                + " where order_id = any(:orders::uuid[])")
                .param("orders", Columns.texts(orders, OrderPlaced::orderId))
                .query(Long.class)
                .single();
    }

    private List<Map<String, Object>> rows(Collection<OrderPlaced> orders) {
        return jdbc.sql(
                        "select * from saga where order_id = any(:orders::uuid[]) order by order_id")
                .param("orders", Columns.texts(orders, OrderPlaced::orderId))
                .query()
                .listOfRows();
    }

    private static Map<TopicPartition, Long> ends(String topic)
            throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(partition ->
                            wanted.put(
                                    new TopicPartition(topic, partition.partition()),
                                    OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(wanted)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }

    private static void rewind(String group, Map<TopicPartition, Long> to)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        to.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try (var admin = admin()) {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        }
    }

    /// How many records a group has not done with.
    private static long lag(String group, String topic)
            throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            var done = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return ends(topic).entrySet().stream()
                    .mapToLong(end -> {
                        var offset = done.get(end.getKey());
                        return end.getValue() - (offset == null ? 0 : offset.offset());
                    })
                    .sum();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Backends.get().kafkaServers()));
    }

    /// The statements the threads of one consumer send to the database.
    private static final class Statements implements AutoCloseable {

        private final Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        private final ListAppender<ILoggingEvent> seen =
                new ListAppender<>() {

                    // An event asks for its thread's name when it is asked: now, while it is there.
                    @Override
                    protected void append(ILoggingEvent event) {
                        event.prepareForDeferredProcessing();
                        super.append(event);
                    }
                };
        private final String threads;

        Statements(String threads) {
            this.threads = threads;
            seen.start();
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(seen);
        }

        long count() {
            return List.copyOf(seen.list).stream()
                    .filter(event -> event.getThreadName().startsWith(threads))
                    .filter(event ->
                            event.getFormattedMessage()
                                    .startsWith("Executing prepared SQL statement"))
                    .count();
        }

        @Override
        public void close() {
            logger.detachAppender(seen);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
