package com.winemall.product.replenishment.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.Factory.Accepted;
import com.winemall.product.replenishment.Factory.Failed;
import com.winemall.product.replenishment.Factory.NotAsked;
import com.winemall.product.replenishment.Factory.Ordering;
import com.winemall.product.replenishment.Factory.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class ResilientFactoryTest {

    private static final RequestReplenishment REQUEST =
            new RequestReplenishment(
                    new ReplenishmentId(new UUID(0, 1)),
                    new ProductId(new UUID(0, 2)),
                    60,
                    Instant.parse("2026-03-01T12:00:00Z"));

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private HttpServer server;
    private Duration timeLimit = Duration.ofSeconds(10);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/production-orders",
                exchange -> {
                    try (exchange) {
                        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                        int status = statuses.size() > 1 ? statuses.pop() : statuses.getFirst();
                        if (status == 0) {
                            slow.await();
                        }
                        exchange.sendResponseHeaders(status == 0 ? 201 : status, -1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        slow.countDown();
        server.stop(0);
    }

    @Test
    void an_order_is_taken() {
        assertThat(order(factory(3, 10), 201)).isEqualTo(new Ordering(new Accepted(), 1));
    }

    @Test
    void a_failure_is_tried_again_under_the_same_key() {
        assertThat(order(factory(3, 10), 500, 503, 201)).isEqualTo(new Ordering(new Accepted(), 3));
        assertThat(keys).containsOnly(REQUEST.replenishmentId().toString());
    }

    @Test
    void after_some_tries_it_is_put_off() {
        assertThat(order(factory(2, 10), 500)).isEqualTo(new Ordering(new Failed("HTTP 500"), 2));
    }

    @Test
    void too_many_requests_is_for_a_moment_and_any_other_refusal_is_for_good() {
        assertThat(order(factory(2, 10), 429, 201)).isEqualTo(new Ordering(new Accepted(), 2));
        statuses.clear();
        assertThat(order(factory(2, 10), 422)).isEqualTo(new Ordering(new Refused("HTTP 422"), 1));
    }

    @Test
    void an_answer_that_takes_too_long_is_none() {
        timeLimit = Duration.ofMillis(300);

        assertThat(order(factory(1, 10), 0))
                .isEqualTo(new Ordering(new Failed("no answer in time"), 1));
    }

    @Test
    void nobody_there_is_a_failure() {
        server.stop(0);

        assertThat(order(factory(2, 10), 201).answer()).isInstanceOf(Failed.class);
    }

    @Test
    void a_factory_that_fails_all_the_time_is_left_alone() {
        var factory = factory(1, 4);
        for (int i = 0; i < 4; i++) {
            order(factory, 500);
        }

        assertThat(order(factory, 500))
                .isEqualTo(new Ordering(new NotAsked("it is left alone for a moment"), 0));
        assertThat(keys).hasSize(4);
    }

    @Test
    void only_so_many_call_at_once() throws Exception {
        var factory = factory(1, 10);
        statuses.add(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> factory.order(REQUEST));
            while (keys.isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(factory.order(REQUEST).answer())
                    .isEqualTo(new NotAsked("too many calls at once"));
            slow.countDown();
            assertThat(first.get()).isEqualTo(new Ordering(new Accepted(), 1));
        }
    }

    private Ordering order(ResilientFactory factory, int... answers) {
        for (int answer : answers) {
            statuses.add(answer);
        }
        return factory.order(REQUEST);
    }

    private ResilientFactory factory(int callsPerTry, int callsMin) {
        var settings =
                new FactorySettings(
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        Duration.ofSeconds(1),
                        timeLimit,
                        1,
                        Duration.ofMillis(50),
                        callsPerTry,
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        new FactorySettings.Breaker(
                                callsMin, callsMin, 100, Duration.ofMinutes(1), 1));
        return new ResilientFactory(
                new HttpFactory(settings, RestClient.builder()),
                settings,
                new SimpleMeterRegistry());
    }
}
