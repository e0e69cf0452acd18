package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import com.winemall.local.demo.Rush.Told;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// Five thousand customers come to a sale event of a hundred bottles in the same second, and click
/// twice. Half of the admitted pay; what the others let go is offered to those in line, in order.
/// Then the event closes and its books are checked.
public final class RushStory {

    private static final int CUSTOMERS = 5_000;
    private static final int UNITS = 100;
    private static final int PAYERS = 50;
    private static final int FREED = UNITS - PAYERS;
    private static final long EVENT_PRICE = 29_000;

    /// From the end of an unpaid order to the admission of the next in line.
    private static final Duration OFFER_TIME_MAX = Duration.ofSeconds(2);

    private final MallClient mall;
    private final BackOffice office;
    private final String admin;
    private final Duration window;
    private final PrintWriter out;
    private final Narrator narrator;
    private final Checks checks = new Checks();

    /// @param window how long an order can be paid
    public RushStory(MallClient mall, String adminToken, Duration window, PrintWriter out) {
        this.mall = mall;
        this.office = new BackOffice(mall, adminToken);
        this.admin = adminToken;
        this.window = window;
        this.out = out;
        this.narrator = new Narrator(out);
    }

    /// @return whether everything is as promised
    public boolean play() throws InterruptedException {
        narrator.say("%,d customers and a wine of which there are %d.", CUSTOMERS, UNITS);
        var customers = Customers.make(CUSTOMERS, admin);
        var offers = new Offers(mall, admin);
        var wine = offers.wine("Rush Cuvée", UNITS);
        var event =
                offers.event(
                        "Rush", wine, UNITS, Map.of("price", EVENT_PRICE, "waitingLine", true));

        var rush = everybodyComesAtOnce(customers, event);
        var admitted = rush.told("ADMITTED");
        var waiting = rush.told("WAITING");

        halfOfTheAdmittedPay(admitted);
        theOthersForget(admitted, waiting, event);
        theNextInLinePay(waiting, event);

        narrator.say("The event closes.");
        mall.post("/api/events/" + event + "/close", admin, Map.of()).expect(200);
        narrator.await(
                "it is closed", () -> event(event).get("status").asString().equals("CLOSED"));
        checkBooks(wine, event, rush);
        checks.print(out);
        return checks.allHold();
    }

    private Rush everybodyComesAtOnce(List<Customer> customers, String event)
            throws InterruptedException {
        narrator.say("The event is open. Everybody comes at once, and clicks twice.");
        var rush = new Rush(mall, "/api/events/" + event + "/entries", out);
        rush.run(customers);
        var admitted = rush.told("ADMITTED");
        var waiting = rush.told("WAITING");
        int eligible = CUSTOMERS - rush.told("INELIGIBLE").size();
        checks.add("clicks answered", 2L * CUSTOMERS, rush.answers());
        checks.add("customers admitted", UNITS, admitted.size());
        checks.add("numbered 1 to 100", true, Rush.placesOf(admitted).equals(Rush.oneTo(UNITS)));
        checks.add("eligible customers in line", eligible - UNITS, waiting.size());
        checks.add(
                "positioned without gaps",
                true,
                Rush.placesOf(waiting).equals(Rush.oneTo(eligible - UNITS)));
        narrator.await("their orders are decided", () -> hasNone(admitted, "PENDING"));
        checks.add("orders of the admitted (NOTPAYED)", UNITS, count(admitted, "NOTPAYED"));
        return rush;
    }

    private void halfOfTheAdmittedPay(List<Told> admitted) throws InterruptedException {
        narrator.say("%d of the admitted pay.", PAYERS);
        var payers = admitted.subList(0, PAYERS);
        payAtOnce(payers);
        narrator.await("their payments are settled", () -> hasNone(payers, "PAYING"));
        checks.add("orders paid (PREPARING)", PAYERS, count(payers, "PREPARING"));
    }

    private void theOthersForget(List<Told> admitted, List<Told> waiting, String event)
            throws InterruptedException {
        narrator.say("The other %d do not, and have %d s to.", FREED, window.toSeconds());
        var forgetful = admitted.subList(PAYERS, UNITS);
        var next = waiting.subList(0, FREED);
        narrator.await("unpaid orders end", window, () -> hasNone(forgetful, "NOTPAYED"));
        checks.add("orders not paid in time (TIMEOUT)", FREED, count(forgetful, "TIMEOUT"));
        narrator.await(
                "the first in line have their bottles",
                () -> next.stream().allMatch(told -> place(event, told).is("ADMITTED")));
        checks.add(
                "served from the line",
                FREED,
                waiting.stream().filter(told -> place(event, told).is("ADMITTED")).count());
        var numbers = next.stream().map(told -> place(event, told).number()).toList();
        checks.add(
                "in the order of the line",
                true,
                numbers.equals(numbers.stream().sorted().toList()));
        var slowest = slowestOffer(forgetful, next, event);
        checks.add("each within 2 s of the timeout", true, slowest.compareTo(OFFER_TIME_MAX) <= 0);
        out.printf(
                "  from a timeout to the next in line: %.2f s at most%n", slowest.toMillis() / 1e3);
    }

    /// The n-th bottle that came back went to the n-th in line.
    private Duration slowestOffer(List<Told> forgetful, List<Told> next, String event) {
        var ended = forgetful.stream().map(told -> at(order(told), "updatedAt")).sorted().toList();
        var served =
                next.stream()
                        .map(told -> at(order(told.with(place(event, told).orderId())), "placedAt"))
                        .toList();
        var slowest = Duration.ZERO;
        for (int i = 0; i < FREED; i++) {
            var took = Duration.between(ended.get(i), served.get(i));
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        return slowest;
    }

    private void theNextInLinePay(List<Told> waiting, String event) throws InterruptedException {
        narrator.say("The first %d in line pay.", FREED);
        var buyers =
                waiting.subList(0, FREED).stream()
                        .map(told -> told.with(place(event, told).orderId()))
                        .toList();
        narrator.await("their orders are decided", () -> hasNone(buyers, "PENDING"));
        payAtOnce(buyers);
        narrator.await("their payments are settled", () -> hasNone(buyers, "PAYING"));
        checks.add("orders paid then (PREPARING)", FREED, count(buyers, "PREPARING"));
    }

    private void checkBooks(String wine, String event, Rush rush) {
        var totals = mall.get("/api/events/" + event + "/statistics", admin).expect(200).body();
        checks.add("counted: admitted", UNITS + FREED, totals.get("admitted").asLong());
        checks.add("counted: paid", UNITS, totals.get("paid").asLong());
        checks.add("counted: timed out", FREED, totals.get("timedOut").asLong());
        checks.add(
                "counted: ineligible clicks",
                2L * rush.told("INELIGIBLE").size(),
                totals.get("ineligible").asLong());
        var audit = mall.get("/api/events/" + event + "/audit", admin).expect(200).body();
        checks.add("event: sold", UNITS, audit.get("sold").asLong());
        checks.add("event: drift", 0, audit.get("drift").asLong());
        checks.add("bottles left", 0, office.stock(wine, "onHand"));
        checks.add("bottles held", 0, office.stock(wine, "held"));
        checks.add("stock drift", 0, office.stock(wine, "drift"));
        office.audit(checks);
    }

    private JsonNode event(String id) {
        return mall.get("/api/events/" + id, admin).expect(200).body();
    }

    private Place place(String event, Told told) {
        var mine =
                mall.get("/api/events/" + event + "/entries/me", told.customer().accessToken())
                        .expect(200)
                        .body();
        return new Place(
                mine.get("outcome").asString(),
                mine.path("number").asLong(0),
                mine.path("orderId").asString(""));
    }

    private void payAtOnce(List<Told> buyers) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            buyers.forEach(told -> threads.execute(() -> pay(told)));
        }
    }

    private void pay(Told told) {
        mall.post(
                        "/api/orders/" + told.worth() + "/payment",
                        told.customer().accessToken(),
                        Map.of("method", "CARD", "token", "tok_ok"))
                .expect(200, 202);
    }

    private boolean hasNone(List<Told> some, String status) {
        return count(some, status) == 0;
    }

    private long count(List<Told> some, String status) {
        return some.stream()
                .filter(told -> order(told).get("status").asString().equals(status))
                .count();
    }

    private JsonNode order(Told told) {
        return mall.get("/api/orders/" + told.worth(), told.customer().accessToken())
                .expect(200)
                .body();
    }

    private static Instant at(JsonNode order, String what) {
        return Instant.parse(order.get(what).asString());
    }

    /// Where somebody stands in the event now.
    private record Place(String outcome, long number, String orderId) {

        boolean is(String other) {
            return outcome.equals(other);
        }
    }
}
