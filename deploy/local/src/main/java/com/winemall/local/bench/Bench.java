package com.winemall.local.bench;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import com.winemall.local.parts.Parts;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What each bench needs: the mall, a crowd, wines enough for all, and somebody who measures.
public final class Bench {

    private static final int CUSTOMERS = 1000;
    private static final int PRODUCTS = 100;
    private static final int EARLY = 5_000;
    private static final int LATE = 1_000;

    /// Measured apart: code that has just been loaded is several times slower.
    private static final int COLD_ORDERS = 2000;

    private final URI gateway;
    private final Offers offers;
    private final Ledger ledger;
    private final String admin;
    private final Meter meter;
    private final Load load;
    private final PrintWriter out;

    public Bench(
            Parts parts,
            URI gateway,
            MallClient mall,
            Ledger ledger,
            String adminToken,
            Load load,
            PrintWriter out) {
        this.gateway = gateway;
        this.offers = new Offers(mall, adminToken);
        this.ledger = ledger;
        this.admin = adminToken;
        this.meter = new Meter(parts, load, out);
        this.load = load;
        this.out = out;
    }

    /// How many orders the mall completes, from the customer's request at the gateway to the
    /// outcome the customer is answered.
    ///
    /// @param warmup orders placed before anything is measured
    /// @param orders of each kind that are measured
    /// @return whether every order was completed
    public boolean orders(int warmup, int orders) throws InterruptedException {
        var customers = crowd(warmup);
        var many = wines(PRODUCTS);
        var hot = wines(1);
        try (var client = new OrderClient(gateway)) {
            IntFunction<Boolean> manyProducts = i -> isPlaced(client, customers, many, i);
            warmUp(client, warmup, manyProducts);
            boolean allRight = place("many products", client, orders, manyProducts);
            allRight &=
                    place(
                            "one hot product",
                            client,
                            orders,
                            i -> isPlaced(client, customers, hot, i));
            var coupons = coupons(customers, orders);
            allRight &=
                    place(
                            "with coupons",
                            client,
                            orders,
                            i -> {
                                var coupon = coupons.get(i);
                                var wine = many.get(i % PRODUCTS);
                                return client.place(coupon.owner(), wine, coupon.code())
                                        .isPresent();
                            });
            return allRight;
        }
    }

    /// How many orders the mall sells, from the customer's request to the answer that the money was
    /// taken and the order is being prepared.
    ///
    /// @param warmup orders paid before anything is measured
    /// @param orders of each kind that are measured
    /// @return whether every order was paid, and the provider has the money of these and no other
    public boolean payments(int warmup, int orders) throws InterruptedException {
        var customers = crowd(warmup);
        var many = wines(PRODUCTS);
        var hot = wines(1);
        try (var client = new OrderClient(gateway)) {
            warmUp(client, warmup, new Purchases(client, customers, many));
            boolean allRight =
                    sell("many products", client, orders, new Purchases(client, customers, many));
            allRight &=
                    sell("one hot product", client, orders, new Purchases(client, customers, hot));
            return allRight;
        }
    }

    /// How many people come to a sale event, from the customer's request at the gateway to the
    /// answer: first those who are admitted, then those for whom nothing is left.
    ///
    /// @param refused entries after the event is sold out
    /// @return whether each was answered as it should be
    public boolean rush(int refused) throws InterruptedException {
        out.printf(
                "%d customers, a sale event of %d units; %d clients%n",
                EARLY + LATE, EARLY, load.clients());
        out.flush();
        var early = Customers.make(EARLY, admin);
        var late = Customers.make(LATE, admin);
        var event = offers.event("Bench", offers.wine("Bench", EARLY), EARLY);
        try (var client = new OrderClient(gateway)) {
            boolean allRight =
                    meter.measure(
                            "entries admitted",
                            "admitted",
                            EARLY,
                            i -> client.enter(early.get(i), event).equals("ADMITTED"));
            allRight &=
                    meter.measure(
                            "entries after it is sold out",
                            "refused",
                            refused,
                            i -> client.enter(customer(late, i), event).equals("SOLD_OUT"));
            return allRight;
        }
    }

    private boolean place(String kind, OrderClient client, int orders, IntFunction<Boolean> call)
            throws InterruptedException {
        boolean allRight = meter.measure(kind, "completed", orders, call);
        tellWrong(client);
        return allRight;
    }

    private boolean sell(String kind, OrderClient client, int orders, Purchases purchases)
            throws InterruptedException {
        long before = ledger.totals().captured();
        boolean allRight = meter.measure(kind, "paid", orders, purchases);
        long expected = purchases.paid() * Offers.PRICE;
        long taken = ledger.totals().captured() - before;
        out.printf("    pay to PREPARING   %s%n", purchases.latencies());
        out.printf(
                "    money taken        %,d won%s%n",
                taken,
                taken == expected ? "" : ", and NOT the %,d of what is paid".formatted(expected));
        tellWrong(client);
        return allRight && taken == expected;
    }

    private void tellWrong(OrderClient client) {
        client.wrongAnswers()
                .forEach((answer, times) ->
                        out.printf("    wrong              %s, %d times%n", answer, times));
        out.flush();
    }

    private List<Customer> crowd(int warmup) {
        out.printf(
                "%d customers, %d products; %d clients%s; warming up with %d orders%n",
                CUSTOMERS,
                PRODUCTS,
                load.clients(),
                load.perSecond() == 0 ? "" : ", " + load.perSecond() + " orders a second",
                warmup);
        out.flush();
        return Customers.make(CUSTOMERS, admin);
    }

    private List<String> wines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> offers.wine("Bench " + i, 1_000_000))
                .toList();
    }

    private void warmUp(OrderClient client, int orders, IntFunction<Boolean> call)
            throws InterruptedException {
        var result = load.run(COLD_ORDERS, call);
        out.printf(
                "  the first %d orders: %.0f a second, p99 %.0f ms%n",
                COLD_ORDERS, result.perSecond(), result.millisAt(99));
        out.flush();
        if (orders > 0) {
            load.run(orders, call);
        }
        tellWrong(client);
    }

    private static boolean isPlaced(
            OrderClient client, List<Customer> customers, List<String> wines, int call) {
        return client.place(customer(customers, call), wines.get(call % wines.size()), null)
                .isPresent();
    }

    private static Customer customer(List<Customer> customers, int call) {
        return customers.get(call % customers.size());
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
