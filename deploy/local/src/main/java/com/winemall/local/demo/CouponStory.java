package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import com.winemall.local.demo.Rush.Told;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Three thousand customers want one of five hundred coupons in the same moment, and click twice.
/// Then there are two hundred more, then a hundred are given back: those in line get them, in
/// order.
public final class CouponStory {

    private static final int CUSTOMERS = 3_000;
    private static final int COUPONS = 500;
    private static final int MORE = 200;
    private static final int GIVEN_BACK = 100;
    private static final int IN_LINE = CUSTOMERS - COUPONS;
    private static final int SERVED = MORE + GIVEN_BACK;

    private final MallClient mall;
    private final BackOffice office;
    private final String admin;
    private final PrintWriter out;
    private final Narrator narrator;
    private final Checks checks = new Checks();

    public CouponStory(MallClient mall, String adminToken, PrintWriter out) {
        this.mall = mall;
        this.office = new BackOffice(mall, adminToken);
        this.admin = adminToken;
        this.out = out;
        this.narrator = new Narrator(out);
    }

    /// @return whether everything is as promised
    public boolean play() throws InterruptedException {
        narrator.say("%,d customers and a campaign of %d coupons.", CUSTOMERS, COUPONS);
        var customers = Customers.make(CUSTOMERS, admin);
        var campaign = new Offers(mall, admin).campaign("Rush", COUPONS);

        var rush = everybodyClaimsAtOnce(customers, campaign);
        var assigned = rush.told("ASSIGNED");
        var waiting = rush.told("WAITING");

        moreCoupons(campaign, waiting);
        someAreGivenBack(campaign, assigned, waiting);
        everybodyHasOne(campaign, assigned, waiting);
        checkBooks(campaign);
        checks.print(out);
        return checks.allHold();
    }

    private Rush everybodyClaimsAtOnce(List<Customer> customers, String campaign)
            throws InterruptedException {
        narrator.say("Everybody claims at once, and clicks twice.");
        var rush = new Rush(mall, "/api/coupon-campaigns/" + campaign + "/claims", out);
        rush.run(customers);
        var assigned = rush.told("ASSIGNED");
        var waiting = rush.told("WAITING");
        checks.add("clicks answered", 2L * CUSTOMERS, rush.answers());
        checks.add("coupons assigned", COUPONS, assigned.size());
        checks.add("codes, all different", COUPONS, codes(assigned).size());
        checks.add("customers in line", IN_LINE, waiting.size());
        checks.add(
                "positioned without gaps",
                true,
                Rush.placesOf(waiting).equals(Rush.oneTo(IN_LINE)));
        return rush;
    }

    private void moreCoupons(String campaign, List<Told> waiting) throws InterruptedException {
        narrator.say("There are %d more.", MORE);
        mall.post("/api/coupon-campaigns/" + campaign + "/issues", admin, Map.of("quantity", MORE))
                .expect(202);
        awaitServed(campaign, waiting, MORE);
    }

    private void someAreGivenBack(String campaign, List<Told> assigned, List<Told> waiting)
            throws InterruptedException {
        narrator.say("%d are given back.", GIVEN_BACK);
        for (var told : assigned.subList(0, GIVEN_BACK)) {
            mall.delete("/api/coupons/" + told.worth(), told.customer().accessToken()).expect(204);
        }
        awaitServed(campaign, waiting, SERVED);
    }

    private void awaitServed(String campaign, List<Told> waiting, int served)
            throws InterruptedException {
        narrator.await(
                "the first %,d in line have theirs".formatted(served),
                () ->
                        waiting.subList(0, served).stream()
                                .allMatch(told -> code(campaign, told).isPresent()));
        checks.add(
                "of the line, served so far",
                served,
                waiting.subList(0, Math.min(waiting.size(), served + 50)).stream()
                        .filter(told -> code(campaign, told).isPresent())
                        .count());
        checks.add(
                "the next one's position then",
                1,
                claim(campaign, waiting.get(served)).get("position").asLong());
    }

    private void everybodyHasOne(String campaign, List<Told> assigned, List<Told> waiting)
            throws InterruptedException {
        List<String> codes = new ArrayList<>(codes(assigned));
        for (var told : waiting.subList(0, SERVED)) {
            code(campaign, told).ifPresent(codes::add);
        }
        checks.add("codes ever given, all different", COUPONS + SERVED, Set.copyOf(codes).size());
        var served = waiting.subList(0, SERVED).stream().map(Told::customer).toList();
        narrator.await(
                "those from the line have a mail",
                () -> office.heard(served, "COUPON_ARRIVED") == SERVED);
        checks.add("told by mail, once each", SERVED, office.heard(served, "COUPON_ARRIVED"));
    }

    private void checkBooks(String campaign) {
        var view = mall.get("/api/coupon-campaigns/" + campaign, admin).expect(200).body();
        checks.add("coupons left", 0, view.get("remaining").asLong());
        checks.add("still in line", IN_LINE - SERVED, view.get("waiting").asLong());
        var audit =
                mall.get("/api/coupon-campaigns/" + campaign + "/audit", admin).expect(200).body();
        checks.add("campaign: drift", 0, audit.get("drift").asLong());
        office.audit(checks);
    }

    private JsonNode claim(String campaign, Told told) {
        return mall.get(
                        "/api/coupon-campaigns/" + campaign + "/claims/me",
                        told.customer().accessToken())
                .expect(200)
                .body();
    }

    private Optional<String> code(String campaign, Told told) {
        return Optional.ofNullable(claim(campaign, told).path("couponCode").asString(null));
    }

    private static Set<String> codes(List<Told> assigned) {
        Set<String> codes = new HashSet<>();
        assigned.forEach(told -> codes.add(told.worth()));
        return codes;
    }
}
