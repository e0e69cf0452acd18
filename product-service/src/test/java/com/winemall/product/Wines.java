package com.winemall.product;

import com.winemall.contracts.ProductId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/// Wines to try things with, over the service's own HTTP face.
final class Wines {

    private final RestTestClient http;
    private final String admin;

    Wines(RestTestClient http, String admin) {
        this.http = http;
        this.admin = admin;
    }

    ProductId add(int units) {
        return add(Map.of("initialStock", units));
    }

    /// @param special what is not as usual
    ProductId add(Map<String, Object> special) {
        Map<String, Object> wine = new HashMap<>();
        wine.put("name", "Clos de Test " + UUID.randomUUID());
        wine.put("producer", "Domaine Test");
        wine.put("type", "RED");
        wine.put("country", "France");
        wine.put("region", "Bourgogne");
        wine.put("grapes", List.of("Pinot Noir"));
        wine.put("abv", 13.5);
        wine.put("price", 45_000);
        wine.put("initialStock", 10);
        wine.putAll(special);
        return post(wine)
                .expectStatus()
                .isCreated()
                .returnResult(Added.class)
                .getResponseBody()
                .id();
    }

    RestTestClient.ResponseSpec post(Object wine) {
        return http.post()
                .uri("/api/products")
                .header("Authorization", "Bearer " + admin)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wine)
                .exchange();
    }

    RestTestClient.ResponseSpec receive(ProductId wine, int quantity, String reference) {
        return http.post()
                .uri("/api/products/{id}/receipts", wine)
                .header("Authorization", "Bearer " + admin)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("quantity", quantity, "reference", reference))
                .exchange();
    }

    Stock stock(ProductId wine) {
        return http.get()
                .uri("/api/products/{id}/stock", wine)
                .header("Authorization", "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Stock.class)
                .getResponseBody();
    }

    record Added(ProductId id) {}

    record Stock(
            ProductId productId,
            int onHand,
            int held,
            int allotted,
            int available,
            int waiting,
            long movementsTotal,
            long drift) {}
}
