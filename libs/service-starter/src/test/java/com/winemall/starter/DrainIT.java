package com.winemall.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CustomerId;
import com.winemall.test.Backends;
import com.winemall.test.BackendsInitializer;
import com.winemall.test.NeedsBackends;
import com.winemall.test.TestTokens;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// A service that is asked to end while it is busy.
@NeedsBackends
class DrainIT {

    private static final TestService.TopicNames TOPICS = new TestService.TopicNames("drain.");
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /// Kafka itself would take a consumer of such a name out after ten.
    private static final Duration WITHIN_THE_SESSION = Duration.ofSeconds(8);

    private static final String READINESS = "/actuator/health/readiness";
    private static final String PAGE = "/open/effects";

    private final ConfigurableApplicationContext service =
            new SpringApplicationBuilder(TestService.class)
                    .initializers(new BackendsInitializer())
                    .run(
                            "--server.port=0",
                            "--spring.application.name=drain-service",
                            "--winemall.messaging.instance-id=drain-1",
                            "--winemall.web.drain=" + DRAIN,
                            "--test.topics.prefix=" + TOPICS.prefix());
    private final Http stranger =
            Http.at(((WebServerApplicationContext) service).getWebServer().getPort());

    @Test
    void it_says_so_serves_on_for_a_while_answers_all_it_has_and_leaves() throws Exception {
        await().ignoreExceptions().untilAsserted(() -> assertThat(members()).hasSize(1));
        assertThat(stranger.get(READINESS).status()).isEqualTo(200);
        assertThat(stranger.get(PAGE).header("Connection")).isEmpty();

        CompletableFuture<Void> end;
        CompletableFuture<Http.Answer> slow;
        long began = System.nanoTime();
        var lock = new LockedEffect(service);
        try {
            slow = lock.awaitedBy(stranger);
            end = CompletableFuture.runAsync(service::close, Thread::startVirtualThread);
            await().untilAsserted(
                            () -> assertThat(stranger.get(READINESS).status()).isEqualTo(503));
            await().untilAsserted(() ->
                    assertThat(stranger.get(PAGE).header("Connection")).isEqualTo("close"));
            assertThat(stranger.get(PAGE).status()).isEqualTo(200);
            await().atMost(WITHIN_THE_SESSION).untilAsserted(() -> assertThat(members()).isEmpty());
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> stranger.get(PAGE))
                            .isInstanceOf(UncheckedIOException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(DRAIN);
            assertThat(slow).isNotDone();
        } finally {
            lock.release();
        }

        assertThat(slow.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
        end.get(10, TimeUnit.SECONDS);
    }

    private static List<MemberDescription> members() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backends.get().kafkaServers()))) {
            var group = "drain-service.notes";
            return List.copyOf(
                    admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)
                            .get(10, TimeUnit.SECONDS)
                            .members());
        }
    }

    /// An effect whose row is locked until it is released.
    private static final class LockedEffect {

        private final UUID id = UUID.randomUUID();
        private final CompletableFuture<Void> locked = new CompletableFuture<>();
        private final CompletableFuture<Void> released = new CompletableFuture<>();
        private final CompletableFuture<Void> over;

        LockedEffect(ConfigurableApplicationContext service) {
            var jdbc = service.getBean(JdbcClient.class);
            var transaction = service.getBean(TransactionOperations.class);
            jdbc.sql("insert into effect values (:id, 'locked')").param("id", id).update();
            over =
                    CompletableFuture.runAsync(
                            () -> transaction.executeWithoutResult(_ -> keepLocked(jdbc)),
                            Thread::startVirtualThread);
            locked.join();
        }

        private void keepLocked(JdbcClient jdbc) {
            jdbc.sql("select 1 from effect where order_id = :id for update")
                    .param("id", id)
                    .query(Integer.class)
                    .single();
            locked.complete(null);
            released.join();
        }

        CompletableFuture<Http.Answer> awaitedBy(Http stranger) {
            var customer =
                    stranger.withToken(TestTokens.customer(new CustomerId(UUID.randomUUID())));
            return customer.postAsync(
                    "/effects", "{\"note\":\"slow\",\"quantity\":1,\"after\":\"" + id + "\"}");
        }

        void release() {
            released.complete(null);
            over.join();
        }
    }
}
