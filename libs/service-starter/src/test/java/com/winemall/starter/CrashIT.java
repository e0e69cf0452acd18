package com.winemall.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.embedded.FreePorts;
import com.winemall.starter.CrashPoint.When;
import com.winemall.starter.Http.Answer;
import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import com.winemall.test.TestTokens;
import com.winemall.test.TestTopic;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// State and message never part, whenever the process ends: the service runs in a process of its
/// own, which really ends at the points a crash could do harm, and is started again.
@NeedsBackends
class CrashIT {

    private static final TestService.TopicNames TOPICS = new TestService.TopicNames("crash.");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path directory;
    private static HikariDataSource database;
    private static JdbcClient jdbc;
    private static Service service;

    private final TestTopic<CouponCommand> commands = TestTopic.open(TOPICS.commands());
    private final TestTopic<SagaReply> replies = TestTopic.open(TOPICS.replies());

    @BeforeAll
    static void prepare() {
        database = new HikariDataSource();
        database.setJdbcUrl(Backends.get().freshDatabase());
        database.setUsername("postgres");
        database.setPassword("postgres");
        database.setMaximumPoolSize(2);
        jdbc = JdbcClient.create(database);
        service = new Service(database.getJdbcUrl(), directory.resolve("marker"));
    }

    @BeforeEach
    void start() {
        service.ensureItRuns();
    }

    @AfterEach
    void close() {
        commands.close();
        replies.close();
    }

    @AfterAll
    static void end() {
        service.kill();
        database.close();
    }

    @Test
    void a_crash_after_the_commit_and_before_the_answer_is_sent_loses_no_answer() {
        var command = redeem();

        service.crashes(When.BEFORE_SEND, TOPICS.replies(), command.orderId());
        commands.send(command.commandId().value(), command);
        service.awaitTheCrash();
        assertThat(effects()).contains(command.orderId().value());
        assertThat(replies.messages()).isEmpty();
        service.restart();

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        assertAllIsAsIfNothingHappened(List.of(command));
    }

    @Test
    void a_crash_after_the_answer_and_before_the_offset_is_committed_repeats_the_same_answer() {
        var command = redeem();

        service.crashes(When.AFTER_CONFIRMATION, TOPICS.replies(), command.orderId());
        commands.send(command.commandId().value(), command);
        service.awaitTheCrash();
        replies.await(reply -> reply.orderId().equals(command.orderId()));
        assertThat(effects()).contains(command.orderId().value());
        service.restart();

        replies.await(2, reply -> reply.orderId().equals(command.orderId()));
        assertAllIsAsIfNothingHappened(List.of(command));
    }

    @Test
    void a_crash_after_the_commit_and_before_a_message_of_the_outbox_is_sent_loses_no_message() {
        var command = redeem();

        service.crashes(When.BEFORE_SEND, TOPICS.commands(), command.orderId());
        var _ = service.announce(command);
        service.awaitTheCrash();
        assertThat(outboxRows()).isEqualTo(1);
        assertThat(commands.messages()).isEmpty();
        service.restart();

        commands.await(command::equals);
        assertAllIsAsIfNothingHappened(List.of(command));
    }

    @Test
    void a_crash_after_a_message_of_the_outbox_and_before_its_row_is_gone_repeats_the_message() {
        var command = redeem();

        service.crashes(When.AFTER_CONFIRMATION, TOPICS.commands(), command.orderId());
        var _ = service.announce(command);
        service.awaitTheCrash();
        commands.await(command::equals);
        assertThat(outboxRows()).isEqualTo(1);
        service.restart();

        commands.await(2, command::equals);
        assertThat(Set.copyOf(contentsOf(commands.records()))).hasSize(1);
        assertAllIsAsIfNothingHappened(List.of(command));
    }

    @Test
    void a_crash_after_a_redrive_and_before_its_answer_is_sent_redrives_once_and_loses_no_answer() {
        var command = redeem();
        jdbc.sql("alter table tally rename to tally_of_another_version").update();
        commands.send(command.commandId().value(), command);
        var letter = service.awaitDeadLetter(command);
        jdbc.sql("alter table tally_of_another_version rename to tally").update();

        service.crashes(When.BEFORE_SEND, TOPICS.replies(), command.orderId());
        var _ = service.redrive(letter);
        service.awaitTheCrash();
        assertThat(effects()).contains(command.orderId().value());
        assertThat(replies.messages()).isEmpty();
        service.restart();

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        var again = service.redrive(letter).join().json();
        assertThat(again.get("status").asString()).isEqualTo("REDRIVEN");
        assertThat(again.get("actions")).hasSize(1);
        assertAllIsAsIfNothingHappened(List.of(command));
        assertThat(replies.messages()).hasSize(1);
    }

    @Test
    void a_kill_in_the_middle_of_a_rush_loses_nothing_and_does_nothing_twice() {
        var rush = Stream.generate(CrashIT::redeem).limit(2000).toList();
        var announced = Stream.generate(CrashIT::redeem).limit(200).toList();
        int before = effects().size();

        Map<RedeemCoupon, CompletableFuture<Answer>> announcements = new HashMap<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            rush.forEach(command ->
                    senders.execute(() -> commands.send(command.commandId().value(), command)));
            announced.forEach(command -> announcements.put(command, service.announce(command)));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> effects().size() > before + 200);
            service.kill();
        }
        assertThat(effects()).as("in the middle of it").hasSizeLessThan(before + rush.size());
        List<RedeemCoupon> promised = new ArrayList<>(rush);
        announcements.forEach((command, answer) -> {
            if (isDone(answer)) {
                promised.add(command);
            }
        });
        service.restart();

        assertAllIsAsIfNothingHappened(promised);
    }

    /// Each command is done, once, and answered, always in the same way; and nothing is left to do.
    private void assertAllIsAsIfNothingHappened(List<RedeemCoupon> promised) {
        await().atMost(PATIENCE).until(() -> outboxRows() == 0);
        var keys = promised.stream().map(Message::key).toList();
        var answers =
                await().atMost(PATIENCE)
                        .pollInSameThread()
                        .until(this::answers, all -> all.keySet().containsAll(keys));
        assertThat(answers.values())
                .extracting(sameOrder -> Set.copyOf(contentsOf(sameOrder)))
                .allSatisfy(different -> assertThat(different).hasSize(1));
        assertThat(effects())
                .containsAll(promised.stream().map(command -> command.orderId().value()).toList());
        assertThat(jdbc.sql("select noted from tally").query(Integer.class).single())
                .as("effects ever made")
                .isEqualTo(effects().size());
    }

    private Map<String, List<ConsumerRecord<String, byte[]>>> answers() {
        return replies.records().stream().collect(groupingBy(ConsumerRecord::key));
    }

    /// All there is to a record but its place and the time it was made.
    private static List<Map<String, String>> contentsOf(
            List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> {
                    Map<String, String> content = new TreeMap<>();
                    record.headers()
                            .forEach(header ->
                                    content.put(header.key(), new String(header.value(), UTF_8)));
                    content.remove("ce_time");
                    content.put("key", record.key());
                    content.put("value", new String(record.value(), UTF_8));
                    return content;
                })
                .toList();
    }

    private static boolean isDone(CompletableFuture<Answer> announcement) {
        return announcement.handle((answer, _) -> answer != null && answer.status() == 200).join();
    }

    private static Set<UUID> effects() {
        return jdbc.sql("select order_id from effect").query(UUID.class).set();
    }

    private static int outboxRows() {
        return jdbc.sql("select count(*) from outbox").query(Integer.class).single();
    }

    private static RedeemCoupon redeem() {
        var order = new OrderId(UUID.randomUUID());
        return new RedeemCoupon(
                new CommandId(order + "/redeem"),
                order,
                new CustomerId(UUID.randomUUID()),
                new CouponCode("CODE"),
                1000);
    }

    /// The service in a process of its own.
    private static final class Service {

        private final Path marker;
        private final List<String> command;
        private final int port = FreePorts.one();
        private Process process;

        private Service(String database, Path marker) {
            this.marker = marker;
            this.command =
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xshare:auto",
                            "--enable-native-access=ALL-UNNAMED",
                            "-D" + CrashPoint.MARKER + "=" + marker,
                            "-cp",
                            System.getProperty("java.class.path"),
                            TestService.class.getName(),
                            "--server.port=" + port,
                            "--spring.application.name=crash-service",
                            "--test.topics.prefix=" + TOPICS.prefix(),
                            "--spring.datasource.url=" + database,
                            "--spring.datasource.username=postgres",
                            "--spring.datasource.password=postgres",
                            "--winemall.kafka.servers=" + Backends.get().kafkaServers(),
                            "--winemall.tokens.keys=" + TestTokens.keysUri(),
                            "--spring.kafka.producer.properties.interceptor.classes="
                                    + CrashPoint.class.getName(),
                            "--winemall.messaging.instance-id=crash",
                            "--winemall.outbox.lease=1s",
                            "--winemall.outbox.sweep-interval=200ms");
        }

        private void ensureItRuns() {
            if (process == null || !process.isAlive()) {
                restart();
            }
        }

        private void restart() {
            CrashPoint.disarm(marker);
            try {
                process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(
                                        Redirect.appendTo(
                                                Path.of("target", "crash-service.log").toFile()))
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            await("the service is ready")
                    .atMost(PATIENCE)
                    .failFast("it ended instead", () -> !process.isAlive())
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> Http.at(port).get("/actuator/health/readiness").status() == 200);
        }

        private void crashes(When when, Topic<?> topic, OrderId order) {
            CrashPoint.arm(marker, when, topic, order);
        }

        private void awaitTheCrash() {
            try {
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(process.exitValue()).isEqualTo(CrashPoint.EXIT_CODE);
        }

        /// As `kill -9` does.
        private void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        private String awaitDeadLetter(RedeemCoupon command) {
            return await("a dead letter")
                    .atMost(PATIENCE)
                    .until(
                            () -> admin().get("/api/dead-letters?q=" + command.key()).json(),
                            page -> page.at("/page/totalElements").asInt() == 1)
                    .at("/content/0/id")
                    .asString();
        }

        private CompletableFuture<Answer> redrive(String letter) {
            return admin().postAsync("/api/dead-letters/" + letter + "/redrive", "");
        }

        private Http admin() {
            return Http.at(port).withToken(TestTokens.admin(new CustomerId(UUID.randomUUID())));
        }

        private CompletableFuture<Answer> announce(RedeemCoupon command) {
            return Http.at(port).postAsync("/open/announcements", JSON.writeValueAsString(command));
        }
    }
}
