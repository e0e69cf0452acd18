package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class DoorIT {

    private final int port;

    DoorIT(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products",
                "/api/products/1",
                "/api/events",
                "/api/events/1",
                "/api/events/1/statistics",
                "/api/events/1/admissions",
                "/api/events/receipt-keys",
                "/api/coupon-campaigns",
                "/api/coupon-campaigns/1",
                "/api/coupon-campaigns/1/statistics",
                "/.well-known/jwks.json",
                "/docs/api/order-service",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void reading_what_is_for_sale_is_open_to_all(String path) {
        assertThat(Client.of(port).get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users",
                "/api/auth/login",
                "/api/auth/refresh",
                "/api/factory/deliveries",
                "/api/ses/notifications"
            })
    void whoever_cannot_have_a_token_yet_needs_none(String path) {
        assertThat(Client.of(port).post(path).status()).isEqualTo(200);
    }

    @Test
    void a_link_in_a_mail_needs_no_token_and_arrives_with_what_signs_it() {
        var client = Client.of(port);
        var link = "/api/restock-subscriptions/unsubscribe?token=Ab-_9";

        var followed = client.get(link);
        var clicked = client.post(link);

        assertThat(followed.status()).isEqualTo(200);
        assertThat(followed.service()).isEqualTo("notification-service");
        assertThat(followed.json().path("uri").asString()).isEqualTo(link);
        assertThat(clicked.status()).isEqualTo(200);
        assertThat(clicked.json().path("uri").asString()).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/orders",
        "POST, /api/orders",
        "POST, /api/products",
        "GET,  /api/products/1/stock",
        "GET,  /api/users/me",
        "POST, /api/products/1/restock-subscription",
        "GET,  /api/coupons",
        "POST, /api/coupon-campaigns",
        "POST, /api/events/1/entries",
        "GET,  /api/events/1/audit",
        "GET,  /api/sagas",
        "GET,  /api/orders/live"
    })
    void everything_else_needs_a_token(String method, String path) {
        var client = Client.of(port);

        var answer = method.equals("GET") ? client.get(path) : client.post(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("about:blank");
        assertThat(problem.path("title").asString()).isEqualTo("A valid access token is needed");
        assertThat(problem.path("status").asInt()).isEqualTo(401);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).isEqualTo(path);
        assertThat(problem.path("code").asString()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void a_good_token_opens_the_door_again_and_again() {
        var client = Client.of(port);
        var token = "Bearer " + Tokens.of(Client.somebody());

        var first = client.get("/api/orders", "Authorization", token);
        var second = client.get("/api/orders", "authorization", token.replace("Bearer", "bearer"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void a_bad_token_is_refused_even_where_none_is_needed(String kind, String authorization) {
        var client = Client.of(port);

        var closed = client.get("/api/orders", "Authorization", authorization);
        var open = client.get("/api/products", "Authorization", authorization);

        assertThat(closed.status()).isEqualTo(401);
        assertThat(closed.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(open.status()).isEqualTo(401);
        assertThat(open.code()).isEqualTo("UNAUTHENTICATED");
    }

    static Stream<Arguments> badTokens() {
        var good = Tokens.of("somebody");
        return Stream.of(
                Arguments.of("expired", "Bearer " + Tokens.expired()),
                Arguments.of("never expiring", "Bearer " + Tokens.withoutExpiry()),
                Arguments.of("of another issuer", "Bearer " + Tokens.ofAnotherIssuer()),
                Arguments.of("foreign under our key's name", "Bearer " + Tokens.foreign()),
                Arguments.of("of an unknown key", "Bearer " + Tokens.ofAnUnknownKey()),
                Arguments.of("unsigned", "Bearer " + Tokens.unsigned()),
                Arguments.of("hashed with our public key", "Bearer " + Tokens.hashed()),
                Arguments.of("cut off", "Bearer " + good.substring(0, good.length() - 20)),
                Arguments.of("two in one", "Bearer " + good + good),
                Arguments.of("garbage", "Bearer garbage"),
                Arguments.of("nothing", "Bearer "),
                Arguments.of("a password", "Basic YWRtaW46YWRtaW4="),
                Arguments.of("naked", good));
    }
}
