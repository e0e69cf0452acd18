package com.winemall.local.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What crowds need to find in the shop: wines of their own, and coupons.
public final class Offers {

    /// Of every wine put up here, in won.
    public static final long PRICE = 39_000;

    private static final int DISCOUNT = 1000;
    private static final Duration EVENT_LENGTH = Duration.ofHours(1);
    private static final Duration CAMPAIGN_LENGTH = Duration.ofHours(2);

    private final MallClient mall;
    private final String admin;

    public Offers(MallClient mall, String adminToken) {
        this.mall = mall;
        this.admin = adminToken;
    }

    /// Puts up a new wine.
    ///
    /// @param name the moment is added, to tell it from those of other runs
    /// @param units in stock
    /// @return its id
    public String wine(String name, int units) {
        return wine(name, units, Map.of());
    }

    /// Puts up a new wine.
    ///
    /// @param more what else is said of it
    /// @return its id
    public String wine(String name, int units, Map<String, Object> more) {
        Map<String, Object> wine = new HashMap<>(more);
        wine.put("name", name + " " + Instant.now());
        wine.put("producer", "WineMall");
        wine.put("type", "RED");
        wine.put("country", "France");
        wine.put("region", "Bordeaux");
        wine.put("grapes", List.of("Merlot"));
        wine.put("abv", 13.5);
        wine.put("price", PRICE);
        wine.put("initialStock", units);
        return create("/api/products", wine);
    }

    /// Opens a sale event without a line.
    ///
    /// @param units allotted to it
    /// @return its id
    public String event(String name, String wine, int units) {
        return event(name, wine, units, Map.of());
    }

    /// Opens a sale event.
    ///
    /// @param more what else is said of it
    /// @return its id
    public String event(String name, String wine, int units, Map<String, Object> more) {
        Map<String, Object> event = new HashMap<>(more);
        event.put("name", name + " " + Instant.now());
        event.put("productId", wine);
        event.put("quantity", units);
        event.put("startsAt", Instant.now().toString());
        event.put("endsAt", Instant.now().plus(EVENT_LENGTH).toString());
        var id = create("/api/events", event);
        mall.post("/api/events/" + id + "/open", admin, Map.of()).expect(200);
        return id;
    }

    /// Begins a campaign.
    ///
    /// @param quantity of its coupons
    /// @return its id
    public String campaign(String name, int quantity) {
        return create(
                "/api/coupon-campaigns",
                Map.of(
                        "name",
                        name,
                        "discount",
                        Map.of("type", "AMOUNT", "value", DISCOUNT),
                        "quantity",
                        quantity,
                        "validUntil",
                        Instant.now().plus(CAMPAIGN_LENGTH).toString()));
    }

    /// Claims a customer's coupon.
    ///
    /// @return its code
    public String claim(String campaign, Customer customer) {
        return mall.post(
                        "/api/coupon-campaigns/" + campaign + "/claims",
                        customer.accessToken(),
                        Map.of())
                .expect(201)
                .body()
                .get("couponCode")
                .asString();
    }

    private String create(String path, Map<String, Object> body) {
        return mall.post(path, admin, body).expect(201).body().get("id").asString();
    }
}
