package com.winemall.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class CatalogueIT {

    private final RestTestClient http;
    private final Wines wines;
    private final String admin = TestTokens.admin(new CustomerId(UUID.randomUUID()));

    /// A country of its own, so that tests do not see each other's wines.
    private final String country = "Land " + UUID.randomUUID();

    CatalogueIT(@LocalServerPort int port) {
        this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.wines = new Wines(http, admin);
    }

    @Test
    void a_wine_is_added_and_everybody_can_read_it() {
        var wine =
                wines.add(
                        Map.of(
                                "name",
                                "Château Test",
                                "country",
                                country,
                                "vintage",
                                2019,
                                "description",
                                "<b>bold</b>"));

        http.get()
                .uri("/api/products/{id}", wine)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"id":"%s","name":"Château Test","producer":"Domaine Test","type":"RED",
                         "country":"%s","region":"Bourgogne","grapes":["Pinot Noir"],"vintage":2019,
                         "abv":13.5,"price":45000,"available":10,"advertised":false,"waiting":0,
                         "description":"<b>bold</b>"}
                        """
                                .formatted(wine, country));
    }

    @Test
    void wines_are_found_by_words_without_accents_and_by_filters() {
        var chateau =
                wines.add(
                        Map.of("name", "Château Margaux", "country", country, "price", 1_200_000));
        var cava =
                wines.add(
                        Map.of(
                                "name",
                                "Cava Brut",
                                "country",
                                country,
                                "type",
                                "SPARKLING",
                                "grapes",
                                List.of("Xarel·lo", "Macabeo"),
                                "price",
                                25_000,
                                "initialStock",
                                0));

        assertThat(found("q", "chateau")).containsExactly(chateau);
        assertThat(found("q", "MACABEO brut")).containsExactly(cava);
        assertThat(found("q", "chateau macabeo")).isEmpty();
        assertThat(found("type", "SPARKLING")).containsExactly(cava);
        assertThat(found("minPrice", "30000")).containsExactly(chateau);
        assertThat(found("maxPrice", "30000")).containsExactly(cava);
        assertThat(found("available", "true")).containsExactly(chateau);
        assertThat(found("available", "false")).containsExactly(cava);
        assertThat(found("sort", "price")).containsExactly(cava, chateau);
        assertThat(found("sort", "-price")).containsExactly(chateau, cava);
        assertThat(found("sort", "newest")).containsExactly(cava, chateau);
        assertThat(found("sort", "name", "size", "1", "page", "1")).containsExactly(chateau);
    }

    @Test
    void what_somebody_types_is_searched_for_and_never_run() {
        wines.add(Map.of("name", "100% Merlot", "country", country));

        assertThat(found("q", "100%")).hasSize(1);
        assertThat(found("q", "%")).hasSize(1);
        assertThat(found("q", "_")).isEmpty();
        assertThat(found("q", "' or 1=1 --")).isEmpty();
        assertThat(found("q", "'; drop table product; --")).isEmpty();
        assertThat(found("q", "<script>alert(1)</script>")).isEmpty();
        assertThat(found()).hasSize(1);
    }

    @Test
    void searches_that_make_no_sense_are_refused() {
        for (var query :
                List.of(
                        "size=101",
                        "size=0",
                        "page=-1",
                        "page=two",
                        "sort=colour",
                        "type=PURPLE",
                        "minPrice=-1",
                        "available=maybe")) {
            http.get()
                    .uri("/api/products?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST")
                    .jsonPath("$.errors[0].field")
                    .isNotEmpty();
        }
    }

    @Test
    void a_wine_is_changed_in_what_is_said_and_in_nothing_else() {
        var wine = wines.add(Map.of("country", country, "vintage", 2019));

        http.patch()
                .uri("/api/products/{id}", wine)
                .header("Authorization", "Bearer " + admin)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", "Neuer Name", "price", 50_000))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Neuer Name")
                .jsonPath("$.price")
                .isEqualTo(50_000)
                .jsonPath("$.vintage")
                .isEqualTo(2019);
        assertThat(found("q", "neuer")).containsExactly(wine);
    }

    @Test
    void wines_that_make_no_sense_are_refused() {
        for (var wrong :
                List.<Map<String, Object>>of(
                        Map.of("name", " "),
                        Map.of("price", 0),
                        Map.of("price", -1),
                        Map.of("price", "cheap"),
                        Map.of("abv", 101),
                        Map.of("type", "PURPLE"),
                        Map.of("grapes", List.of()),
                        Map.of("initialStock", -1),
                        Map.of("initialStock", 1e9),
                        Map.of("reorderQuantity", 0),
                        Map.of("adManagerEmail", "nobody"),
                        Map.of("vintage", 99),
                        Map.of("name", "x".repeat(201)))) {
            var body = new HashMap<String, Object>();
            body.putAll(
                    Map.of(
                            "name",
                            "N",
                            "producer",
                            "P",
                            "type",
                            "RED",
                            "country",
                            country,
                            "region",
                            "R",
                            "grapes",
                            List.of("G"),
                            "abv",
                            12,
                            "price",
                            1000,
                            "initialStock",
                            1));
            body.putAll(wrong);

            wines.post(body)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_REQUEST");
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void the_same_request_sent_twice_adds_one_wine() {
        var body =
                Map.of(
                        "name",
                        "Once",
                        "producer",
                        "P",
                        "type",
                        "RED",
                        "country",
                        country,
                        "region",
                        "R",
                        "grapes",
                        List.of("G"),
                        "abv",
                        12,
                        "price",
                        1000,
                        "initialStock",
                        1);
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            http.post()
                    .uri("/api/products")
                    .header("Authorization", "Bearer " + admin)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        assertThat(found()).hasSize(1);
    }

    @Test
    void an_unknown_wine_is_not_found() {
        http.get()
                .uri("/api/products/{id}", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PRODUCT_NOT_FOUND");
        http.get().uri("/api/products/not-an-id").exchange().expectStatus().isBadRequest();
    }

    @Test
    void only_administrators_add_and_change_wines() {
        var customer = TestTokens.customer(new CustomerId(UUID.randomUUID()));

        http.post()
                .uri("/api/products")
                .header("Authorization", "Bearer " + customer)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange()
                .expectStatus()
                .isForbidden();
        http.post().uri("/api/products").exchange().expectStatus().isUnauthorized();
    }

    /// @param query names and values, as a person would type them
    private List<ProductId> found(String... query) {
        return http
                .get()
                .uri(builder -> {
                    builder.path("/api/products").queryParam("country", "{country}");
                    Map<String, Object> values = new HashMap<>();
                    values.put("country", country);
                    for (int i = 0; i < query.length; i += 2) {
                        builder.queryParam(query[i], "{" + query[i] + "}");
                        values.put(query[i], query[i + 1]);
                    }
                    return builder.build(values);
                })
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Page.class)
                .getResponseBody()
                .content()
                .stream()
                .map(Found::id)
                .toList();
    }

    private record Page(List<Found> content) {}

    private record Found(ProductId id) {}
}
