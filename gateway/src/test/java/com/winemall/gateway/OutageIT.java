package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class OutageIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final int port;

    OutageIT(@LocalServerPort int port) {
        this.port = port;
    }

    @AfterEach
    void everything_is_up_again() {
        FakeMall.COUPONS.start();
        FakeMall.USERS.start();
        await().until(() -> status("/api/coupons") == 200 && status("/api/users/me") == 200);
    }

    @Test
    void a_service_that_is_down_is_answered_for_at_once_and_found_again() {
        assertThat(status("/api/coupons")).isEqualTo(200);

        FakeMall.COUPONS.stop();
        var answers =
                IntStream.range(0, 20)
                        .mapToObj(_ -> Client.of(port).getAsSomebody("/api/coupons"))
                        .toList();

        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
                    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                    assertThat(answer.header("Retry-After")).isEqualTo("2");
                    assertThat(answer.took()).isLessThan(AT_ONCE);
                });
        assertThat(status("/api/orders")).isEqualTo(200);

        FakeMall.COUPONS.start();
        await().atMost(Duration.ofSeconds(5)).until(() -> status("/api/coupons") == 200);
    }

    @Test
    void a_service_that_hangs_is_answered_for_in_time_then_at_once_then_asked_again() {
        var first = hanging("/api/notifications");
        IntStream.range(0, 5).parallel().forEach(_ -> hanging("/api/notifications"));
        var last = Client.of(port).getAsSomebody("/api/notifications");

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.took()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.took()).isLessThan(Duration.ofMillis(500));
        await().atMost(Duration.ofSeconds(10)).until(() -> status("/api/notifications") == 200);
    }

    @Test
    void a_service_that_stops_in_the_middle_of_an_answer_is_answered_for() {
        var answer = Client.of(port).getAsSomebody("/api/coupons", FakeService.STUCK, "yes");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.body()).doesNotContain("half an");
    }

    @Test
    void payments_that_hang_do_not_close_the_door_to_orders() {
        IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> Client.of(port))
                .forEach(client ->
                        client.getAsSomebody("/api/orders/1/payment", FakeService.DELAY, "60000"));

        assertThat(status("/api/orders/1/payment")).isEqualTo(503);
        assertThat(status("/api/orders/1")).isEqualTo(200);
        assertThat(status("/api/events/1")).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> status("/api/orders/1/payment") == 200);
    }

    @Test
    void refusals_and_failures_of_a_service_are_answers_and_close_no_door() {
        IntStream.range(0, 15)
                .forEach(i -> {
                    var refused = i % 2 == 0 ? "409" : "503";
                    var answer =
                            Client.of(port)
                                    .getAsSomebody("/api/coupons", FakeService.STATUS, refused);
                    assertThat(answer.service()).isEqualTo("coupon-service");
                });

        assertThat(status("/api/coupons")).isEqualTo(200);
    }

    @Test
    void whoever_prefers_to_wait_is_kept_longer_than_others() {
        var client = Client.of(port);
        var slow = "1800";

        var patient =
                client.getAsSomebody(
                        "/api/orders", "Prefer", "respond-async, wait=2", FakeService.DELAY, slow);
        var impatient = client.getAsSomebody("/api/orders", FakeService.DELAY, slow);
        var tooPatient =
                client.getAsSomebody("/api/orders", "Prefer", "wait=0", FakeService.DELAY, slow);

        assertThat(patient.status()).isEqualTo(200);
        assertThat(patient.received("Prefer")).isEqualTo("respond-async, wait=2");
        assertThat(impatient.status()).isEqualTo(503);
        assertThat(tooPatient.status()).isEqualTo(503);
    }

    @Test
    void reading_is_tried_again_on_a_fresh_connection_and_doing_is_not() {
        var reading = Client.somebody();
        var doing = Client.somebody();
        var client = Client.of(port);
        var token = "Bearer " + Tokens.of(Client.somebody());

        var read = client.getAsSomebody("/api/sagas", FakeService.DROP, reading);
        var done =
                client.post("/api/sagas/1/retry", "Authorization", token, FakeService.DROP, doing);

        assertThat(read.status()).isEqualTo(200);
        assertThat(FakeMall.ORCHESTRATOR.seen(reading)).isEqualTo(2);
        assertThat(done.status()).isEqualTo(503);
        assertThat(FakeMall.ORCHESTRATOR.seen(doing)).isEqualTo(1);
    }

    @Test
    void tokens_are_checked_with_the_keys_we_have_while_user_service_is_down() {
        assertThat(status("/api/orders")).isEqualTo(200);

        FakeMall.USERS.stop();

        assertThat(status("/api/orders")).isEqualTo(200);
        assertThat(
                        Client.of(port)
                                .get(
                                        "/api/orders",
                                        "Authorization",
                                        "Bearer " + Tokens.ofAnUnknownKey())
                                .status())
                .isEqualTo(401);
        assertThat(Client.of(port).post("/api/auth/login").status()).isEqualTo(503);
    }

    private Client.Answer hanging(String path) {
        return Client.of(port).getAsSomebody(path, FakeService.DELAY, "60000");
    }

    private int status(String path) {
        return Client.of(port).getAsSomebody(path).status();
    }
}
