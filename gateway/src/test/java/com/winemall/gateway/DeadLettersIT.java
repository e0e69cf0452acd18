package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.gateway.FakeLetters.Letter;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class DeadLettersIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final int port;

    DeadLettersIT(@LocalServerPort int port) {
        this.port = port;
    }

    @AfterEach
    void everything_is_up_and_handled() {
        FakeMall.PRODUCTS.letters().clear();
        FakeMall.ORDERS.letters().clear();
        FakeMall.USERS.letters().clear();
        FakeMall.COUPONS.start();
        await().until(() -> ask("").json().path("unavailable").isEmpty());
    }

    @Test
    void pages_are_cut_from_the_letters_of_all_services_the_newest_first() {
        List<Letter> all = new ArrayList<>();
        IntStream.range(0, 230).forEach(i -> all.add(letter(FakeMall.PRODUCTS, i * 3L)));
        IntStream.range(0, 70).forEach(i -> all.add(letter(FakeMall.ORDERS, i * 7L)));
        all.add(letter(FakeMall.USERS, 1));

        List<Letter> read = new ArrayList<>();
        IntStream.range(0, 16).forEach(page -> read.addAll(content(ask("?page=" + page))));

        assertThat(read).isEqualTo(FakeLetters.sorted(all.stream()));
        assertThat(content(ask("?page=2&size=100"))).isEqualTo(read.subList(200, 300));
        assertThat(content(ask("?page=7&size=43"))).isEmpty();
        var page = ask("?page=1&size=43").json().path("page");
        assertThat(page.path("number").asInt()).isEqualTo(1);
        assertThat(page.path("size").asInt()).isEqualTo(43);
        assertThat(page.path("totalElements").asInt()).isEqualTo(301);
        assertThat(page.path("totalPages").asInt()).isEqualTo(7);
    }

    @Test
    void what_is_looked_for_is_looked_for_in_all_services() {
        letter(FakeMall.PRODUCTS, 1);
        var wanted = FakeMall.ORDERS.letters().add("order.outcomes", START);

        var answer = ask("?page=0&topic=order.outcomes&size=5");

        assertThat(content(answer)).containsExactly(wanted);
        assertThat(answer.json().path("page").path("totalElements").asInt()).isEqualTo(1);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_service_that_is_down_hides_its_own_letters_and_says_so() {
        var letter = letter(FakeMall.PRODUCTS, 1);
        FakeMall.COUPONS.stop();

        var answer = ask("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.took()).isLessThan(Duration.ofSeconds(2));
        assertThat(content(answer)).containsExactly(letter);
        assertThat(answer.json().path("unavailable").valueStream().map(it -> it.asString()))
                .containsExactly("coupon-service");
    }

    @Test
    void where_no_service_can_answer_nobody_pretends_that_there_are_no_letters() {
        var answer = ask("", FakeService.STATUS, "503");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void who_may_not_see_them_is_told_so_by_the_services() {
        assertThat(ask("", FakeService.STATUS, "403").status()).isEqualTo(403);
        assertThat(Client.of(port).get("/api/dead-letters").status()).isEqualTo(401);
        assertThat(Client.of(port).post("/api/dead-letters/1/redrive").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?page=-1", "?page=x", "?size=0", "?size=101", "?page=100001"})
    void a_page_there_cannot_be_is_refused(String query) {
        var answer = ask(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void what_is_to_be_done_about_a_letter_is_done_by_its_owner() {
        var letter = letter(FakeMall.ORDERS, 1);
        letter(FakeMall.PRODUCTS, 2);
        FakeMall.COUPONS.stop();

        var redriven = tell(letter.id(), "redrive", "");
        var discarded = tell(letter.id(), "discard", "{\"reason\":\"a test\"}");

        assertThat(redriven.status()).isEqualTo(200);
        assertThat(redriven.service()).isEqualTo("order-service");
        assertThat(discarded.status()).isEqualTo(200);
        assertThat(FakeMall.ORDERS.letters().decisions())
                .containsExactly("redrive", "discard{\"reason\":\"a test\"}");
        assertThat(FakeMall.PRODUCTS.letters().decisions()).isEmpty();
    }

    @Test
    void a_letter_nobody_has_is_unknown_only_if_everybody_was_asked() {
        var nobodys = UUID.randomUUID();

        assertThat(tell(nobodys, "redrive", "").status()).isEqualTo(404);

        FakeMall.COUPONS.stop();
        assertThat(tell(nobodys, "redrive", "").status()).isEqualTo(503);
    }

    @Test
    void a_decision_is_no_longer_than_other_bodies() {
        var answer = tell(UUID.randomUUID(), "discard", "x".repeat(300_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void other_methods_are_refused() {
        var client = Client.of(port);
        var token = "Bearer " + Tokens.of(Client.somebody());

        var posted = client.post("/api/dead-letters", "Authorization", token);
        var read = client.getAsSomebody("/api/dead-letters/1/redrive");

        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).isEqualTo("GET");
        assertThat(read.status()).isEqualTo(405);
        assertThat(read.header("Allow")).isEqualTo("POST");
    }

    private static Letter letter(FakeService service, long secondsLater) {
        return service.letters().add("some.topic", START.plusSeconds(secondsLater));
    }

    private static List<Letter> content(Client.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("content")
                .valueStream()
                .map(letter -> JSON.treeToValue(letter, Letter.class))
                .toList();
    }

    private Client.Answer ask(String query, String... headers) {
        return Client.of(port).getAsSomebody("/api/dead-letters" + query, headers);
    }

    private Client.Answer tell(UUID letter, String decision, String body) {
        var client = Client.of(port);
        return client.send(
                client.to("/api/dead-letters/" + letter + "/" + decision)
                        .header("Authorization", "Bearer " + Tokens.of(Client.somebody()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }
}
