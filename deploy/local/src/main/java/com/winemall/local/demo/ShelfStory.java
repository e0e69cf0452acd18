package com.winemall.local.demo;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An advertised wine sells out. One request goes to the factory, which fails twice before it takes
/// the order, brings half of it, and then the rest twice over. Those who stood in line are served
/// in order, those who had missed out hear that the wine is back, and so does the ad manager, once
/// it is back for good. Then the books are checked.
public final class ShelfStory {

    private static final int CUSTOMERS = 120;
    private static final int UNITS = 50;
    private static final int LINE = 30;
    private static final int REORDER_POINT = 5;
    private static final int REORDERED = 40;

    private static final int LOSERS = CUSTOMERS - UNITS;
    private static final int HALF = REORDERED / 2;
    private static final int LEFT = REORDERED - LINE;
    private static final int FAILURES = 2;

    private static final String NOT_YET = "PT1H";
    private static final String AT_ONCE = "PT0S";

    private final MallClient mall;
    private final MallClient factory = new MallClient(Addresses.FACTORY);
    private final String admin;
    private final Narrator narrator;
    private final BackOffice office;
    private final PrintWriter out;
    private final Checks checks = new Checks();

    public ShelfStory(MallClient mall, String adminToken, PrintWriter out) {
        this.mall = mall;
        this.admin = adminToken;
        this.narrator = new Narrator(out);
        this.office = new BackOffice(mall, adminToken);
        this.out = out;
    }

    /// @return whether everything is as promised
    public boolean play() throws InterruptedException {
        var behaviour = factory.get("/behaviour", null).expect(200).body();
        var production = factory.get("/production", null).expect(200).body();
        try {
            return playWith(Customers.make(CUSTOMERS + LINE, admin));
        } finally {
            tell("/behaviour", behaviour);
            tell("/production", production);
        }
    }

    private boolean playWith(List<Customer> everybody) throws InterruptedException {
        tell("/behaviour", Map.of("delay", "PT0.2S", "failureRate", 0, "failNext", FAILURES));
        tell("/production", Map.of("time", NOT_YET, "parts", 2, "twice", false));
        var crowd = new Crowd(mall, everybody.subList(0, CUSTOMERS), out);
        var line = new Crowd(mall, everybody.subList(CUSTOMERS, CUSTOMERS + LINE), out);
        var adManager = "ads." + everybody.getFirst().id() + "@winemall.local";
        var wine =
                new Offers(mall, admin)
                        .wine(
                                "Shelf Cuvée",
                                UNITS,
                                Map.of(
                                        "reorderPoint",
                                        REORDER_POINT,
                                        "reorderQuantity",
                                        REORDERED,
                                        "advertised",
                                        true,
                                        "adManagerEmail",
                                        adManager,
                                        "stockManagerEmail",
                                        "stock@winemall.local"));
        checks.add("advertised to begin with", "true", advertised(wine));

        itSellsOut(crowd, wine, adManager);
        theFactoryTakesTheOrder(wine);
        someStandInLine(line, wine);
        theFirstHalfComes(line, wine);
        theRestComesTwice(line, wine);
        everybodyHears(crowd, line, adManager, wine);
        checkBooks(wine);
        checks.print(out);
        return checks.allHold();
    }

    private void itSellsOut(Crowd crowd, String wine, String adManager)
            throws InterruptedException {
        narrator.say(
                "%d customers want a bottle of an advertised wine; there are %d.",
                CUSTOMERS, UNITS);
        crowd.orderAtOnce(wine);
        narrator.await("all orders are decided", crowd::isSettled);
        checks.add("orders accepted (NOTPAYED)", UNITS, crowd.count("NOTPAYED"));
        checks.add("orders refused (STOCK_OUT)", LOSERS, crowd.count("STOCK_OUT"));
        checks.add("payments accepted", UNITS, crowd.whoseOrderIs("NOTPAYED").payAtOnce());
        narrator.await(
                "the ad manager is asked to stop",
                () -> office.sent(adManager).equals(List.of("AD_SUSPENSION")));
        checks.add("mails to the ad manager so far", 1, office.sent(adManager).size());
        checks.add("advertised while there is nothing", "false", advertised(wine));
    }

    private void theFactoryTakesTheOrder(String wine) throws InterruptedException {
        narrator.say("The factory fails %d times, and then takes the order.", FAILURES);
        narrator.await("it is ordered", () -> status(wine).equals("ORDERED"));
        checks.add("requests to the factory", 1, office.replenishments(wine).size());
        checks.add(
                "calls made to the factory",
                FAILURES + 1,
                office.replenishments(wine).getFirst().get("attempts").asLong());
        checks.add("orders the factory has", 1, produced(wine).size());
    }

    private void someStandInLine(Crowd line, String wine) {
        narrator.say("%d customers stand in line, one after the other.", LINE);
        line.standInLine(wine);
        checks.add("orders in line (RESERVED)", LINE, line.count("RESERVED"));
        checks.add("the line as the shelf counts it", LINE, office.stock(wine, "waiting"));
    }

    private void theFirstHalfComes(Crowd line, String wine) throws InterruptedException {
        narrator.say("The factory brings half of it: %d bottles.", HALF);
        // The second half would take as long, which leaves time to put it off.
        tell("/production", Map.of("time", "PT5S"));
        narrator.await("they are there", () -> office.stock(wine, "onHand") == HALF);
        tell("/production", Map.of("time", NOT_YET, "twice", true));
        narrator.await("the first in line are served", () -> served(line) == HALF);
        checks.add("the first in line are served", HALF, served(line.first(HALF)));
        checks.add("the others still wait", LINE - HALF, office.stock(wine, "waiting"));
        checks.add("the request with half of it delivered", "ORDERED", status(wine));
    }

    private void theRestComesTwice(Crowd line, String wine) throws InterruptedException {
        narrator.say("The factory brings the rest, and the same delivery once more.");
        tell("/production", Map.of("time", AT_ONCE));
        narrator.await("the request is fulfilled", () -> status(wine).equals("FULFILLED"));
        narrator.await("everybody in line is served", () -> served(line) == LINE);
        checks.add("everybody in line is served", LINE, served(line));
        checks.add("they pay", LINE, line.payAtOnce());
        narrator.await("their payments are settled", line::isSettled);
        checks.add("orders from the line paid (PREPARING)", LINE, line.count("PREPARING"));
        checks.add("bottles for everybody else", LEFT, office.stock(wine, "available"));
    }

    private void everybodyHears(Crowd crowd, Crowd line, String adManager, String wine)
            throws InterruptedException {
        narrator.say("Everybody hears of it.");
        var losers = crowd.whoseOrderIs("STOCK_OUT");
        narrator.await(
                "those who missed out hear that it is back",
                () -> office.heard(losers, "OUT_OF_STOCK", "RESTOCK") == LOSERS);
        narrator.await(
                "those who stood in line hear of theirs",
                () -> office.heard(line, "ORDER_PAID", "RESERVATION_SERVED") == LINE);
        narrator.await(
                "the ad manager hears that it is back for good",
                () -> office.sent(adManager).contains("AD_RESUMPTION"));
        checks.add(
                "who missed out heard of that, and of the restock",
                LOSERS,
                office.heard(losers, "OUT_OF_STOCK", "RESTOCK"));
        checks.add(
                "who stood in line heard of being served, and paid",
                LINE,
                office.heard(line, "ORDER_PAID", "RESERVATION_SERVED"));
        checks.add(
                "mails to the ad manager",
                "[AD_RESUMPTION, AD_SUSPENSION]",
                office.sent(adManager).toString());
        checks.add("advertised again", "true", advertised(wine));
    }

    private void checkBooks(String wine) {
        var received =
                office.movements(wine).stream()
                        .filter(movement -> movement.get("kind").asString().equals("RECEIVED"))
                        .toList();
        checks.add("requests to the factory in the end", 1, office.replenishments(wine).size());
        checks.add("deliveries in the ledger", 2, received.size());
        checks.add(
                "bottles delivered by the ledger",
                REORDERED,
                received.stream().mapToLong(it -> it.get("quantity").asLong()).sum());
        checks.add("bottles left", LEFT, office.stock(wine, "onHand"));
        checks.add("stock drift", 0, office.stock(wine, "drift"));
        office.audit(checks);
    }

    private static long served(Crowd line) {
        line.hasNone("RESERVED");
        return line.size() - line.count("RESERVED");
    }

    private String advertised(String wine) {
        return mall.get("/api/products/" + wine, null)
                .expect(200)
                .body()
                .get("advertised")
                .asString();
    }

    /// Of the newest request for a wine.
    private String status(String wine) {
        return office.replenishments(wine).stream()
                .findFirst()
                .map(request -> request.get("status").asString())
                .orElse("none");
    }

    /// What the factory has taken orders for.
    private List<JsonNode> produced(String wine) {
        return factory.get("/production-orders", null).expect(200).list().stream()
                .filter(order -> order.get("productId").asString().equals(wine))
                .toList();
    }

    private void tell(String path, Object settings) {
        factory.put(path, null, settings).expect(200);
    }
}
