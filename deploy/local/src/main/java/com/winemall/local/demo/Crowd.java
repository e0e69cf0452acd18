package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.UnexpectedAnswer;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Customers who do the same in the same moment, and what became of the last order of each.
final class Crowd {

    private final MallClient mall;
    private final List<Customer> customers;
    private final PrintWriter out;
    private final Map<Customer, Order> orders;

    private Crowd(
            MallClient mall,
            List<Customer> customers,
            Map<Customer, Order> orders,
            PrintWriter out) {
        this.mall = mall;
        this.customers = customers;
        this.orders = orders;
        this.out = out;
    }

    Crowd(MallClient mall, List<Customer> customers, PrintWriter out) {
        this(mall, customers, new ConcurrentHashMap<>(), out);
    }

    /// Those whose last known order has this status, in no order of merit.
    Crowd whoseOrderIs(String status) {
        return of(customers.stream().filter(customer -> status.equals(status(customer))).toList());
    }

    Crowd first(int count) {
        return of(customers.stream().limit(count).toList());
    }

    Crowd without(Crowd others) {
        var theirs = Set.copyOf(others.customers);
        return of(customers.stream().filter(customer -> !theirs.contains(customer)).toList());
    }

    private Crowd of(List<Customer> some) {
        var theirs = new ConcurrentHashMap<>(orders);
        theirs.keySet().retainAll(some);
        return new Crowd(mall, some, theirs, out);
    }

    int size() {
        return customers.size();
    }

    List<Customer> customers() {
        return customers;
    }

    Collection<Order> orders() {
        return orders.values();
    }

    long count(String status) {
        return orders().stream().filter(order -> order.status().equals(status)).count();
    }

    /// What the orders of this status cost together, in won.
    long total(String status) {
        return orders().stream()
                .filter(order -> order.status().equals(status))
                .mapToLong(Order::total)
                .sum();
    }

    /// Everybody orders one bottle.
    void orderAtOnce(String product) throws InterruptedException {
        Map<String, Object> body =
                Map.of("lines", List.of(Map.of("productId", product, "quantity", 1)));
        orders.clear();
        atOnce("ordered", customer -> order(customer, body));
    }

    private JsonNode order(Customer customer, Map<String, Object> body) {
        return mall.post("/api/orders", customer.accessToken(), body, Map.of("Prefer", "wait=10"))
                .expect(202)
                .body();
    }

    /// One after the other stands in line for a bottle.
    void standInLine(String product) {
        Map<String, Object> body =
                Map.of(
                        "lines",
                        List.of(Map.of("productId", product, "quantity", 1)),
                        "whenOutOfStock",
                        "RESERVE");
        for (var customer : customers) {
            isAnswered(customer, somebody -> order(somebody, body));
        }
        showProgress("stand in line", orders.size());
    }

    /// Everybody pays.
    ///
    /// @return how many were not refused
    int payAtOnce() throws InterruptedException {
        var body = Map.of("method", "CARD", "token", "tok_ok");
        return atOnce(
                "paid",
                customer ->
                        mall.post(path(customer) + "/payment", customer.accessToken(), body)
                                .expect(200, 202)
                                .body());
    }

    /// Looks after orders that are under way.
    ///
    /// @return whether none is any more
    boolean isSettled() {
        return hasNone("PENDING") && hasNone("PAYING");
    }

    /// Looks after orders of a status.
    ///
    /// @return whether none has it any more
    boolean hasNone(String status) {
        for (var customer : whoseOrderIs(status).customers) {
            var order = mall.get(path(customer), customer.accessToken()).expect(200).body();
            orders.put(customer, Order.of(order));
        }
        return count(status) == 0;
    }

    private int atOnce(String did, Function<Customer, JsonNode> call) throws InterruptedException {
        var gate = new CountDownLatch(1);
        var answered = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var customer : customers) {
                threads.execute(() -> {
                    if (opens(gate) && isAnswered(customer, call)) {
                        answered.incrementAndGet();
                    }
                });
            }
            gate.countDown();
            threads.shutdown();
            while (!threads.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                showProgress(did, answered.get());
            }
        }
        showProgress(did, answered.get());
        return answered.get();
    }

    private static boolean opens(CountDownLatch gate) {
        try {
            gate.await();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isAnswered(Customer customer, Function<Customer, JsonNode> call) {
        try {
            orders.put(customer, Order.of(call.apply(customer)));
            return true;
        } catch (UnexpectedAnswer | UncheckedIOException e) {
            out.println("  " + e.getMessage());
            return false;
        }
    }

    private void showProgress(String did, int answered) {
        Map<String, Long> count =
                orders().stream()
                        .collect(Collectors.groupingBy(Order::status, Collectors.counting()));
        out.printf("  %s: %3d of %d; %s%n", did, answered, size(), count);
        out.flush();
    }

    private String path(Customer customer) {
        var order = orders.get(customer);
        return "/api/orders/" + (order == null ? "none" : order.id());
    }

    private String status(Customer customer) {
        var order = orders.get(customer);
        return order == null ? "NONE" : order.status();
    }

    /// @param total in won
    record Order(String id, String status, long total) {

        private static Order of(JsonNode order) {
            return new Order(
                    order.get("id").asString(),
                    order.get("status").asString(),
                    order.get("total").asLong());
        }
    }
}
