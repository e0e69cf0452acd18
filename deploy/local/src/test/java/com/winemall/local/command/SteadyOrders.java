package com.winemall.local.command;

import com.winemall.local.client.Customer;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.UnexpectedAnswer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Orders that are placed at a steady rate, whatever is answered. Each is sent once; whoever places
/// it prefers to wait for the outcome, and every fourth one is paid at once.
final class SteadyOrders implements AutoCloseable {

    private static final int PAID_ONE_IN = 4;
    private static final Map<String, Object> PAYMENT = Map.of("method", "CARD", "token", "tok_ok");

    private final MallClient mall;
    private final List<Customer> customers;
    private final Map<String, Object> body;
    private final ScheduledFuture<?> ticks;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger started = new AtomicInteger();
    private final Map<String, Customer> placed = new ConcurrentHashMap<>();
    private final Queue<Lost> lost = new ConcurrentLinkedQueue<>();
    private final Queue<Failed> failed = new ConcurrentLinkedQueue<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    private SteadyOrders(MallClient mall, List<Customer> customers, String wine, int rate) {
        this.mall = mall;
        this.customers = customers;
        this.body = Map.of("lines", List.of(Map.of("productId", wine, "quantity", 1)));
        this.ticks =
                clock.scheduleAtFixedRate(
                        () -> threads.execute(this::next),
                        0,
                        TimeUnit.SECONDS.toNanos(1) / rate,
                        TimeUnit.NANOSECONDS);
    }

    /// @param rate orders a second
    static SteadyOrders begin(MallClient mall, List<Customer> customers, String wine, int rate) {
        return new SteadyOrders(mall, customers, wine, rate);
    }

    /// Places no more, and returns when all are answered.
    void end() {
        ticks.cancel(false);
        clock.close();
        threads.close();
    }

    @Override
    public void close() {
        end();
    }

    /// Whose orders were answered, by their ids.
    Map<String, Customer> placed() {
        return placed;
    }

    /// Requests that were not answered as they should.
    Collection<Failed> failed() {
        return failed;
    }

    /// Sends once more, under their keys, the orders that were not answered.
    void placeLost() {
        lost.forEach(it -> place(it.customer(), it.key()));
    }

    /// All orders the mall knows of these customers, with their statuses, by their ids.
    Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        for (var customer : customers) {
            int pages = 1;
            for (int page = 0; page < pages; page++) {
                var answer =
                        mall.get("/api/orders?size=100&page=" + page, customer.accessToken())
                                .expect(200)
                                .body();
                pages = answer.at("/page/totalPages").asInt();
                answer.get("content")
                        .forEach(order ->
                                known.put(
                                        order.get("id").asString(),
                                        order.get("status").asString()));
            }
        }
        return known;
    }

    String figures() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return "%d orders placed, %d requests failed; an order is answered within %s (p50), %s (p99), %s at most"
                .formatted(
                        placed.size(),
                        failed.size(),
                        quantile(sorted, 0.5),
                        quantile(sorted, 0.99),
                        quantile(sorted, 1));
    }

    private static Duration quantile(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(
                        sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1_000_000);
    }

    private void next() {
        int number = started.getAndIncrement();
        var customer = customers.get(number % customers.size());
        var id = place(customer, UUID.randomUUID().toString());
        if (!id.isEmpty() && number % PAID_ONE_IN == 0) {
            post("/api/orders/" + id + "/payment", customer, PAYMENT, Map.of(), 200, 202);
        }
    }

    /// @return the order's id, empty if there was no good answer
    private String place(Customer customer, String key) {
        var headers = Map.of("Idempotency-Key", key, "Prefer", "wait=10");
        long began = System.nanoTime();
        var order = post("/api/orders", customer, body, headers, 202);
        if (order.isMissingNode()) {
            lost.add(new Lost(customer, key));
            return "";
        }
        nanos.add(System.nanoTime() - began);
        var id = order.get("id").asString();
        placed.put(id, customer);
        return id;
    }

    /// @return nothing if it failed
    private JsonNode post(
            String path,
            Customer customer,
            Map<String, Object> content,
            Map<String, String> headers,
            int... statuses) {
        var began = Instant.now();
        try {
            return mall.post(path, customer.accessToken(), content, headers)
                    .expect(statuses)
                    .body();
        } catch (UncheckedIOException | UnexpectedAnswer e) {
            failed.add(new Failed(began, e.toString()));
            return MissingNode.getInstance();
        }
    }

    private record Lost(Customer customer, String key) {}

    /// @param began when it was sent
    record Failed(Instant began, String why) {}
}
