package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class RoutesIT {

    private final int port;

    RoutesIT(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/users,                              user-service",
        "POST,   /api/auth/login,                         user-service",
        "POST,   /api/auth/refresh,                       user-service",
        "POST,   /api/auth/logout,                        user-service",
        "GET,    /api/users/me,                           user-service",
        "PATCH,  /api/users/me,                           user-service",
        "DELETE, /api/users/me,                           user-service",
        "GET,    /api/products,                           product-service",
        "POST,   /api/products,                           product-service",
        "GET,    /api/products/1,                         product-service",
        "PATCH,  /api/products/1,                         product-service",
        "POST,   /api/products/1/receipts,                product-service",
        "GET,    /api/products/1/stock,                   product-service",
        "GET,    /api/products/1/movements,               product-service",
        "PUT,    /api/products/1/restock-subscription,    notification-service",
        "DELETE, /api/products/1/restock-subscription,    notification-service",
        "GET,    /api/restock-subscriptions/unsubscribe,  notification-service",
        "POST,   /api/restock-subscriptions/unsubscribe,  notification-service",
        "POST,   /api/factory/deliveries,                 product-service",
        "POST,   /api/orders,                             order-service",
        "GET,    /api/orders,                             order-service",
        "GET,    /api/orders/1,                           order-service",
        "GET,    /api/orders/1/timeline,                  order-orchestrator",
        "POST,   /api/orders/1/payment,                   order-service",
        "POST,   /api/orders/1/cancellation,              order-service",
        "POST,   /api/orders/1/shipment,                  order-service",
        "POST,   /api/orders/1/delivery,                  order-service",
        "POST,   /api/events,                             order-service",
        "POST,   /api/events/1/open,                      order-service",
        "POST,   /api/events/1/close,                     order-service",
        "POST,   /api/events/1/pause,                     order-service",
        "POST,   /api/events/1/resume,                    order-service",
        "GET,    /api/events,                             order-service",
        "GET,    /api/events/1,                           order-service",
        "POST,   /api/events/1/entries,                   order-service",
        "GET,    /api/events/1/entries/me,                order-service",
        "GET,    /api/events/1/statistics,                order-service",
        "GET,    /api/events/1/audit,                     order-service",
        "GET,    /api/events/1/admissions,                order-service",
        "GET,    /api/events/receipt-keys,                order-service",
        "POST,   /api/coupon-campaigns,                   coupon-service",
        "POST,   /api/coupon-campaigns/1/issues,          coupon-service",
        "GET,    /api/coupon-campaigns,                   coupon-service",
        "GET,    /api/coupon-campaigns/1,                 coupon-service",
        "POST,   /api/coupon-campaigns/1/claims,          coupon-service",
        "GET,    /api/coupon-campaigns/1/claims/me,       coupon-service",
        "GET,    /api/coupon-campaigns/1/statistics,      coupon-service",
        "GET,    /api/coupon-campaigns/1/audit,           coupon-service",
        "GET,    /api/coupon-campaigns/1/admissions,      coupon-service",
        "GET,    /api/coupons,                            coupon-service",
        "DELETE, /api/coupons/ABC,                        coupon-service",
        "GET,    /api/sagas,                              order-orchestrator",
        "GET,    /api/sagas/1,                            order-orchestrator",
        "GET,    /api/sagas/1/preview,                    order-orchestrator",
        "POST,   /api/sagas/1/retry,                      order-orchestrator",
        "POST,   /api/sagas/1/cancel,                     order-orchestrator",
        "POST,   /api/sagas/1/pause,                      order-orchestrator",
        "POST,   /api/sagas/1/resume,                     order-orchestrator",
        "GET,    /api/notifications,                      notification-service",
        "POST,   /api/notifications/1/resend,             notification-service",
        "GET,    /api/replenishments,                     product-service",
        "POST,   /api/ses/notifications,                  notification-service",
        "GET,    /api/audit,                              order-orchestrator",
        "GET,    /api/audit/latest,                       order-orchestrator"
    })
    void each_path_of_the_api_leads_to_its_service(String method, String path, String service) {
        var client = Client.of(port);
        var body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");

        var answer =
                client.send(
                        client.to(path + "?page=0&q=caf%C3%A9%20noir")
                                .header("Authorization", "Bearer " + Tokens.of(Client.somebody()))
                                .method(method, body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.service()).isEqualTo(service);
        assertThat(answer.json().path("method").asString()).isEqualTo(method);
        assertThat(answer.json().path("uri").asString())
                .isEqualTo(path + "?page=0&q=caf%C3%A9%20noir");
        assertThat(answer.json().path("length").asInt()).isEqualTo(method.equals("GET") ? 0 : 2);
    }

    @Test
    void the_public_keys_are_published() {
        var answer = Client.of(port).get("/.well-known/jwks.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Tokens.publishedKeys());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/nothing",
                "/audit",
                "/api/dead-letters/1",
                "/actuator/deadletters",
                "/local/reset",
                "/v3/api-docs",
                "/.well-known/other",
                "/api/restock-subscriptions",
                "/api/restock-subscriptions/1",
                "/actuator",
                "/actuator/env",
                "/actuator/beans",
                "/docs/nothing.js",
                "/docs/api/nobody",
                "/docs/..%2fapplication.yaml"
            })
    void what_is_not_of_the_api_leads_nowhere(String path) {
        var answer = Client.of(port).getAsSomebody(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products/../../actuator/prometheus",
                "/api/products/..",
                "/api/products/%2e%2e/%2E%2e/actuator/prometheus",
                "/api/products/..%2f..%2factuator/prometheus",
                "/api/products/..%5c..%5cactuator",
                "/api/products/;/../../actuator",
                "/api/products//stock",
                "/api/products/./1",
                "/api/products/%252e%252e/x",
                "/api/products/a%00b"
            })
    void a_path_that_climbs_out_of_the_api_goes_no_further(String path) {
        var answer = Client.of(port).getAsSomebody(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void what_a_service_says_passes_untouched() {
        var conflict = Client.of(port).getAsSomebody("/api/orders/1", FakeService.STATUS, "409");
        var failure = Client.of(port).getAsSomebody("/api/orders/1", FakeService.STATUS, "500");

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.service()).isEqualTo("order-service");
        assertThat(conflict.header("Cache-Control")).isEqualTo("private, max-age=7");
        assertThat(failure.status()).isEqualTo(500);
        assertThat(failure.service()).isEqualTo("order-service");
    }

    @Test
    void an_answer_without_a_body_passes_as_one() {
        var client = Client.of(port);
        var token = "Bearer " + Tokens.of(Client.somebody());

        var gone = client.getAsSomebody("/api/orders/1", FakeService.STATUS, "204");
        var same = client.getAsSomebody("/api/orders/1", FakeService.STATUS, "304");
        var head =
                client.send(
                        client.to("/api/orders/1")
                                .header("Authorization", token)
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
    }

    @Test
    void a_large_answer_passes_whole() {
        var answer = Client.of(port).getAsSomebody("/api/orders/1", FakeService.PADDING, "300000");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("padding").asString()).hasSize(300_000);
    }

    @Test
    void a_service_learns_who_calls_from_us_alone() {
        var client = Client.from(port, "10.1.2.3");
        var token = "Bearer " + Tokens.of(Client.somebody());

        var answer =
                client.get(
                        "/api/orders",
                        "Authorization",
                        token,
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Real-IP",
                        "6.6.6.6",
                        "Forwarded",
                        "for=6.6.6.6",
                        "Idempotency-Key",
                        "1",
                        "Accept-Language",
                        "ko");

        assertThat(answer.received("Authorization")).isEqualTo(token);
        assertThat(answer.received("Idempotency-Key")).isEqualTo("1");
        assertThat(answer.received("Accept-Language")).isEqualTo("ko");
        assertThat(answer.received("Host")).isEqualTo("127.0.0.1:" + port);
        assertThat(answer.received("X-Forwarded-For")).isEqualTo("10.1.2.3");
        assertThat(answer.received("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(answer.received("X-Forwarded-Host")).isEmpty();
        assertThat(answer.received("X-Real-IP")).isEmpty();
        assertThat(answer.received("Forwarded")).isEmpty();
    }
}
