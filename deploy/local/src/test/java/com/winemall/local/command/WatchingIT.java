package com.winemall.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Customers;
import com.winemall.local.client.Offers;
import com.winemall.local.monitoring.Watched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole mall, seen from outside: one order's trace, its lines in the logs, and every meter
/// somebody looks at.
class WatchingIT {

    /// For anything the mall has to come round to, on a machine three times as slow as most.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension private static final OpenMall MALL = new OpenMall();

    @Test
    void one_paid_order_is_one_tree_of_all_hops() throws IOException {
        var endpoint = URI.create(System.getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"));
        var trace = randomHex(16);
        var root = randomHex(8);
        try (var collector = TraceCollector.at(endpoint)) {
            buy(Map.of("traceparent", "00-" + trace + "-" + root + "-01"));

            await().atMost(PATIENCE)
                    .pollInterval(BETWEEN_LOOKS)
                    .untilAsserted(() -> {
                        var seen = collector.trace(trace);
                        assertThat(seen.names())
                                .contains(
                                        "gateway: POST /api/orders/**",
                                        "order-service: http post /api/orders",
                                        "order-service: send order.events",
                                        "order-orchestrator: process order.events",
                                        "order-orchestrator: send product.commands",
                                        "product-service: process product.commands",
                                        "product-service: send orchestrator.replies",
                                        "order-orchestrator: process orchestrator.replies",
                                        "order-orchestrator: send coupon.commands",
                                        "coupon-service: process coupon.commands",
                                        "coupon-service: send orchestrator.replies",
                                        "order-orchestrator: send order.outcomes",
                                        "order-service: process order.outcomes",
                                        "notification-service: process order.outcomes",
                                        "order-service: http post /api/orders/{id}/payment",
                                        "user-service: process order.events");
                        assertThat(seen.servicesWithDatabase())
                                .containsExactlyInAnyOrder(
                                        "order-service",
                                        "order-orchestrator",
                                        "product-service",
                                        "coupon-service",
                                        "notification-service",
                                        "user-service");
                        assertThat(seen.lost(root)).isEmpty();
                    });
        }
    }

    @Test
    void every_line_about_an_order_says_so_in_a_field_and_to_which_trace_it_belongs() {
        var trace = randomHex(16);
        var order = buy(Map.of("traceparent", "00-" + trace + "-" + randomHex(8) + "-01"));

        for (var service : List.of("order-service", "order-orchestrator")) {
            var lines = linesAbout(order, service);
            assertThat(lines).isNotEmpty();
            assertThat(lines)
                    .allSatisfy(line -> {
                        assertThat(line.path("orderId").asString()).isEqualTo(order);
                        assertThat(line.path("service").path("name").asString()).isEqualTo(service);
                    });
            assertThat(lines)
                    .anySatisfy(
                            line -> assertThat(line.path("traceId").asString()).isEqualTo(trace));
        }
        for (var service : MALL.parts().services()) {
            assertThat(linesAbout(order, service.name()))
                    .as(service.name())
                    .allSatisfy(line -> assertThat(aboutWhat(line)).isEqualTo(order));
        }
    }

    /// A mail is about what caused it, which may be an order or something else.
    private static String aboutWhat(JsonNode line) {
        return line.path("orderId").asString(line.path("cause").asString());
    }

    @Test
    void every_metric_of_a_dashboard_or_an_alert_is_shown() {
        buy(Map.of());
        MALL.client().get("/api/audit", MALL.admin()).expect(200);

        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .untilAsserted(() ->
                        assertThat(Watched.in(MALL.home().project()).unknown(scrapes())).isEmpty());
    }

    /// An order with a coupon, from its placing to its payment, and so large that it makes its
    /// customer VIP.
    ///
    /// @return its id
    private String buy(Map<String, String> headers) {
        var offers = new Offers(MALL.client(), MALL.admin());
        var customer = Customers.make(1, MALL.admin()).getFirst();
        var coupon = offers.claim(offers.campaign("Watched", 10), customer);
        var wine = offers.wine("Watched", 1000);
        var order =
                MALL.client()
                        .post(
                                "/api/orders",
                                customer.accessToken(),
                                Map.of(
                                        "lines",
                                        List.of(Map.of("productId", wine, "quantity", 100)),
                                        "couponCode",
                                        coupon),
                                headers)
                        .expect(202)
                        .body()
                        .get("id")
                        .asString();
        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> status(order, customer).equals("NOTPAYED"));
        MALL.client()
                .post(
                        "/api/orders/" + order + "/payment",
                        customer.accessToken(),
                        Map.of("method", "CARD", "token", "tok_ok"),
                        headers)
                .expect(200, 202);
        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> status(order, customer).equals("PREPARING"));
        return order;
    }

    private List<JsonNode> linesAbout(String order, String service) {
        try (var lines = Files.lines(MALL.home().log(service))) {
            return lines.filter(line -> line.contains(order)).map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String status(String order, Customer customer) {
        return MALL.client()
                .get("/api/orders/" + order, customer.accessToken())
                .expect(200)
                .body()
                .get("status")
                .asString();
    }

    private String scrapes() throws IOException, InterruptedException {
        var all = new StringBuilder();
        try (var http = HttpClient.newHttpClient()) {
            for (var service : MALL.parts().services()) {
                for (int port : service.ports()) {
                    var address = "http://127.0.0.1:" + port + "/actuator/prometheus";
                    var answer =
                            http.send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(address).isEqualTo(200);
                    all.append(answer.body());
                }
            }
        }
        return all.toString();
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        new Random().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
