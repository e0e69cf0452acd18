package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import com.winemall.local.parts.Parts;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// How many orders the mall completes, from the customer's request at the gateway to the outcome
/// the customer is answered, with everything durable and everything running on this machine.
public final class OrdersBench {

    /// Not part of the mall: where its mails end up.
    private static final String OUTSIDE = "outside";

    private static final int CUSTOMERS = 1000;
    private static final int PRODUCTS = 100;

    private final Parts parts;
    private final URI gateway;
    private final String admin;
    private final Offers offers;
    private final PrintWriter out;

    public OrdersBench(
            Parts parts, URI gateway, MallClient mall, String adminToken, PrintWriter out) {
        this.parts = parts;
        this.gateway = gateway;
        this.admin = adminToken;
        this.offers = new Offers(mall, adminToken);
        this.out = out;
    }

    /// @param warmup orders placed before anything is measured
    /// @param orders of each kind that are measured
    /// @return whether every order was completed
    public boolean run(Load load, int warmup, int orders) throws InterruptedException {
        out.printf(
                "%d customers, %d products; %d clients%s; warming up with %d orders%n",
                CUSTOMERS,
                PRODUCTS,
                load.clients(),
                load.perSecond() == 0 ? "" : ", " + load.perSecond() + " orders a second",
                warmup);
        var customers = Customers.make(CUSTOMERS, admin);
        var many = products(PRODUCTS);
        var hot = products(1);
        try (var client = new OrderClient(gateway)) {
            IntFunction<Boolean> manyProducts =
                    i -> client.complete(customer(customers, i), many.get(i % PRODUCTS), null);
            IntFunction<Boolean> hotProduct =
                    i -> client.complete(customer(customers, i), hot.getFirst(), null);
            coldStart(load, manyProducts);
            if (warmup > 0) {
                load.run(warmup, manyProducts);
            }
            boolean allRight = measure("many products", load, orders, manyProducts);
            allRight &= measure("one hot product", load, orders, hotProduct);
            var coupons = coupons(customers, orders);
            allRight &=
                    measure(
                            "with coupons",
                            load,
                            orders,
                            i -> {
                                var coupon = coupons.get(i);
                                return client.complete(
                                        coupon.owner(), many.get(i % PRODUCTS), coupon.code());
                            });
            return allRight;
        }
    }

    private void coldStart(Load load, IntFunction<Boolean> call) throws InterruptedException {
        int first = 2000;
        var result = load.run(first, call);
        out.printf(
                "  the first %d orders: %.0f a second, p99 %.0f ms%n",
                first, result.perSecond(), result.millisAt(99));
        out.flush();
    }

    private boolean measure(String kind, Load load, int orders, IntFunction<Boolean> call)
            throws InterruptedException {
        var before = Costs.now(parts);
        var result = load.run(orders, call);
        var after = Costs.now(parts);
        print(kind, result, before, after);
        return result.wrong() == 0;
    }

    private void print(String kind, Load.Result result, Costs before, Costs after) {
        var server = Duration.ZERO;
        var perPart = new StringBuilder();
        for (var part : parts.all()) {
            var cpu = after.since(before, part.name());
            if (!part.name().equals(OUTSIDE)) {
                server = server.plus(cpu);
            }
            perPart.append(
                    "      %-22s %6.2f s per 1,000 orders%s%n"
                            .formatted(
                                    part.name(),
                                    perThousand(cpu, result),
                                    part.name().equals(OUTSIDE) ? "  (not the mall's)" : ""));
        }
        out.printf(
                """
                  %s
                    completed          %8.0f orders a second (%d, %d wrong)
                    submit to outcome  %8.1f ms p50, %.1f ms p99
                    CPU, the mall      %8.2f s per 1,000 orders
                    CPU, generator     %8.2f s per 1,000 orders
                    memory             %8d MB
                %s\
                """,
                kind,
                result.perSecond(),
                result.right(),
                result.wrong(),
                result.millisAt(50),
                result.millisAt(99),
                perThousand(server, result),
                perThousand(after.generatorSince(before), result),
                after.residentBytes() / (1024 * 1024),
                perPart);
        out.flush();
    }

    private static double perThousand(Duration cpu, Load.Result result) {
        return cpu.toMillis() / 1000.0 / Math.max(result.right(), 1) * 1000;
    }

    private static Customer customer(List<Customer> customers, int call) {
        return customers.get(call % customers.size());
    }

    private List<String> products(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> offers.wine("Bench " + i, 1_000_000))
                .toList();
    }

    /// A coupon for each order; nobody can have two of one campaign, so there are many campaigns.
    private List<Coupon> coupons(List<Customer> customers, int count) throws InterruptedException {
        var campaigns =
                IntStream.range(0, Math.ceilDiv(count, customers.size()))
                        .mapToObj(i -> offers.campaign("Bench " + i, customers.size()))
                        .toList();
        var coupons = new Coupon[count];
        new Load(32, 0)
                .run(
                        count,
                        i -> {
                            var owner = customer(customers, i);
                            var campaign = campaigns.get(i / customers.size());
                            coupons[i] = new Coupon(owner, offers.claim(campaign, owner));
                            return true;
                        });
        return List.of(coupons);
    }

    private record Coupon(Customer owner, String code) {}
}
