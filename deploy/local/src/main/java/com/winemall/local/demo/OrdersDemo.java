package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Two hundred customers order one bottle each of a wine of which there are a hundred, in the same
/// moment. A hundred get it, a hundred do not, everybody hears which, and the books are right.
public final class OrdersDemo {

    private static final int CUSTOMERS = 200;
    private static final int UNITS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MallClient mall;
    private final Mailbox mailbox;
    private final String admin;
    private final PrintWriter out;

    /// The last known order of each customer.
    private final Map<Customer, JsonNode> orders = new ConcurrentHashMap<>();

    public OrdersDemo(MallClient mall, Mailbox mailbox, String adminToken, PrintWriter out) {
        this.mall = mall;
        this.mailbox = mailbox;
        this.admin = adminToken;
        this.out = out;
    }

    /// @return whether everything is as promised
    public boolean play() throws InterruptedException {
        out.printf("%d customers want one bottle each; there are %d.%n", CUSTOMERS, UNITS);
        var product = new Offers(mall, admin).wine("Demo Cuvée", UNITS);
        var customers = Customers.make(CUSTOMERS, admin);

        long began = System.nanoTime();
        orderAtOnce(customers, product);
        await("all orders are decided", () -> undecided().isEmpty());
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf("All orders were decided after %.2f s.%n", seconds);

        await("everybody has a mail", () -> mailed().size() == CUSTOMERS);
        var checks = new Checks();
        check(checks, customers, product);
        checks.print(out);
        return checks.allHold();
    }

    private void orderAtOnce(List<Customer> customers, String product) throws InterruptedException {
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var customer : customers) {
                threads.execute(() -> order(customer, product, gate));
            }
            gate.countDown();
            threads.shutdown();
            do {
                showProgress();
            } while (!threads.awaitTermination(250, TimeUnit.MILLISECONDS));
        }
        showProgress();
    }

    private void order(Customer customer, String product, CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        var answer =
                mall.post(
                                "/api/orders",
                                customer.accessToken(),
                                Map.of(
                                        "lines",
                                        List.of(Map.of("productId", product, "quantity", 1))),
                                Map.of("Prefer", "wait=10"))
                        .expect(202);
        orders.put(customer, answer.body());
    }

    private Set<Customer> undecided() {
        orders.forEach((customer, order) -> {
            if (status(order).equals("PENDING")) {
                var id = order.get("id").asString();
                orders.put(
                        customer,
                        mall.get("/api/orders/" + id, customer.accessToken()).expect(200).body());
            }
        });
        return orders.entrySet().stream()
                .filter(entry -> status(entry.getValue()).equals("PENDING"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void showProgress() {
        Map<String, Long> count =
                orders.values().stream()
                        .collect(Collectors.groupingBy(OrdersDemo::status, Collectors.counting()));
        out.printf("  answered %3d of %d: %s%n", orders.size(), CUSTOMERS, count);
        out.flush();
    }

    /// Customers who got a mail that names their own order.
    private Set<String> mailed() {
        Map<String, String> orderIds = new HashMap<>();
        orders.forEach(
                (customer, order) -> orderIds.put(customer.email(), order.get("id").asString()));
        Set<String> mailed = new HashSet<>();
        for (var mail : mailbox.messages()) {
            var orderId = orderIds.get(mail.to());
            if (orderId != null && mail.text().contains(orderId)) {
                mailed.add(mail.to());
            }
        }
        return mailed;
    }

    private void check(Checks checks, List<Customer> customers, String product) {
        checks.add("orders accepted (NOTPAYED)", (long) UNITS, count("NOTPAYED"));
        checks.add("orders refused (STOCK_OUT)", (long) CUSTOMERS - UNITS, count("STOCK_OUT"));
        checks.add("customers with a mail about their order", CUSTOMERS, mailed().size());
        var emails = customers.stream().map(Customer::email).collect(Collectors.toSet());
        checks.add(
                "mails to these customers",
                (long) CUSTOMERS,
                mailbox.messages().stream().filter(mail -> emails.contains(mail.to())).count());
        checks.add("mails that say the right thing", (long) CUSTOMERS, rightMails());
        var stock = mall.get("/api/products/" + product + "/stock", admin).expect(200).body();
        checks.add("bottles held", UNITS, stock.get("held").asInt());
        checks.add("bottles available", 0, stock.get("available").asInt());
        checks.add("stock drift", 0, stock.get("drift").asInt());
        for (var check : mall.get("/api/audit", admin).expect(200).list()) {
            var broken = check.path("detail").asString("");
            checks.add(
                    "audit: " + check.get("name").asString(),
                    "holds",
                    check.get("holds").asBoolean() ? "holds" : "BROKEN " + broken);
        }
    }

    /// Mails whose kind fits what became of the order they are about.
    private long rightMails() {
        return orders.values().stream()
                .filter(order -> {
                    var mails =
                            mall.get(
                                            "/api/notifications?orderId="
                                                    + order.get("id").asString(),
                                            admin)
                                    .expect(200)
                                    .body()
                                    .get("content");
                    var expected =
                            status(order).equals("NOTPAYED") ? "ORDER_ACCEPTED" : "OUT_OF_STOCK";
                    return mails.size() == 1
                            && mails.get(0).get("kind").asString().equals(expected)
                            && mails.get(0).get("status").asString().equals("SENT");
                })
                .count();
    }

    private long count(String status) {
        return orders.values().stream().filter(order -> status(order).equals(status)).count();
    }

    private static String status(JsonNode order) {
        return order.get("status").asString();
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                out.println("Gave up waiting until " + what + ".");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }
}
