package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class HeadersIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final int port;

    HeadersIT(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/products", "/api/orders", "/nothing", "/docs/", "/actuator/health"})
    void every_answer_says_how_it_may_be_used_and_not_what_made_it(String path) {
        var answer = Client.of(port).get(path);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void whoever_came_over_tls_is_told_to_do_so_always() {
        var answer = Client.of(port).get("/api/products", "X-Forwarded-Proto", "https");

        assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void a_trace_is_continued_and_passed_on() {
        var parent = "00-" + TRACE + "-b7ad6b7169203331-01";

        var answer = Client.of(port).get("/api/products", "traceparent", parent);

        assertThat(answer.header("X-Request-Id")).isEqualTo(TRACE);
        assertThat(answer.received("traceparent"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-0[0-3]")
                .isNotEqualTo(parent);
    }

    @Test
    void a_trace_begins_here_if_there_is_none() {
        var answer = Client.of(port).get("/api/products");

        assertThat(answer.received("traceparent"))
                .matches("00-" + answer.header("X-Request-Id") + "-[0-9a-f]{16}-0[02]");
    }

    @Test
    void requests_are_timed_by_route_and_not_by_path() {
        Client.of(port).get("/api/products/4711");
        Client.of(port).get("/no/such/thing");

        var metrics = Client.of(port).get("/actuator/prometheus").body();

        assertThat(metrics)
                .containsPattern(
                        "http_server_requests_seconds_count\\{method=\"GET\",service=\"gateway\","
                                + "status=\"200\",uri=\"/api/products/[*][*]")
                .containsPattern(
                        "http_server_requests_seconds_count\\{.*status=\"404\",uri=\"none\"")
                .contains(
                        "winemall_lane_open{at=\"127.0.0.1:%d\",lane=\"PAYMENT\",service=\"gateway\",to=\"order-service\"}"
                                .formatted(FakeMall.ORDERS.address().getPort()))
                .contains("winemall_limits_skipped_total")
                .doesNotContain("4711");
    }

    @Test
    void a_page_of_a_named_origin_may_call_and_read() {
        var answer = Client.of(port).get("/api/products", "Origin", "http://localhost:5173");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Request-Id");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void a_browser_that_asks_beforehand_needs_no_token() {
        var client = Client.of(port);

        var answer =
                client.send(
                        client.to("/api/orders")
                                .header("Origin", "https://shop.example")
                                .header("Access-Control-Request-Method", "POST")
                                .header(
                                        "Access-Control-Request-Headers",
                                        "authorization,content-type,idempotency-key")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("idempotency-key");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_page_of_another_origin_is_refused() {
        var client = Client.of(port);

        var preflight =
                client.send(
                        client.to("/api/orders")
                                .header("Origin", "https://evil.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody()));
        var call = client.get("/api/products", "Origin", "https://evil.example");

        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.code()).isEqualTo("FORBIDDEN");
        assertThat(call.status()).isEqualTo(403);
        assertThat(call.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void our_own_pages_are_of_no_other_origin_even_behind_a_proxy() {
        var origin = "https://127.0.0.1:" + port;

        var answer =
                Client.of(port)
                        .get("/api/products", "Origin", origin, "X-Forwarded-Proto", "https");

        assertThat(answer.status()).isEqualTo(200);
    }
}
