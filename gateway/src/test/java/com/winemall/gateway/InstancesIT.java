package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.gateway.Client.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Services of which there are two.
@GatewayTest
class InstancesIT {

    private static final FakeService FIRST = FakeMall.ORDERS;
    private static final FakeService SECOND = new FakeService("order-service-2");
    private static final String PATH = "/api/orders/1";

    private final int port;

    InstancesIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void there_are_two() {
        SECOND.start();
        FakeMall.instances(FIRST, FIRST, SECOND);
        await().until(() -> askedOf(gets(4)).size() == 2);
    }

    @AfterEach
    void there_is_one() {
        FIRST.start();
        FakeMall.instances("");
        await().until(() -> askedOf(gets(4)).equals(List.of(FIRST.name())));
        // Pages have a breaker of their own, which may still be open.
        await().ignoreExceptions().until(() -> firstWordsToAPage().startsWith("hello"));
        SECOND.stop();
    }

    @Test
    void requests_are_spread_over_the_instances() {
        var answers = gets(20);

        assertThat(answers)
                .extracting(Answer::service)
                .haveExactly(10, named(FIRST))
                .haveExactly(10, named(SECOND));
    }

    @Test
    void whoever_is_not_there_is_left_out_whatever_is_asked() {
        SECOND.stop();

        var answers = IntStream.range(0, 40).mapToObj(_ -> post()).toList();

        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.service()).isEqualTo(FIRST.name());
                });
        SECOND.start();
        await().until(() -> askedOf(gets(4)).size() == 2);
    }

    @Test
    void whoever_hangs_is_left_alone_and_the_other_asked() {
        var first =
                IntStream.range(0, 12)
                        .parallel()
                        .mapToObj(_ -> get(FakeService.HANG, SECOND.name()))
                        .toList();

        var answers = gets(10);

        assertThat(first).extracting(Answer::status).contains(503);
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        await().until(() -> askedOf(gets(4)).size() == 2);
    }

    @Test
    void nobody_left_is_answered_for() {
        FIRST.stop();
        SECOND.stop();

        assertThat(get().code()).isEqualTo("SERVICE_UNAVAILABLE");
    }

    @Test
    void whoever_is_taken_off_the_list_is_asked_no_more() {
        FakeMall.instances(FIRST, SECOND);

        await().atMost(Duration.ofSeconds(1))
                .until(() -> askedOf(gets(4)).equals(List.of(SECOND.name())));
        assertThat(askedOf(gets(20))).containsExactly(SECOND.name());
    }

    @Test
    void a_list_nobody_can_read_changes_nothing() {
        FakeMall.instances("order-service=somewhere else");

        await().during(Duration.ofMillis(500)).until(() -> askedOf(gets(4)).size() == 2);
    }

    @Test
    void a_page_is_connected_to_whoever_is_there() throws Exception {
        FIRST.stop();

        for (int i = 0; i < 4; i++) {
            assertThat(firstWordsToAPage()).startsWith("hello");
        }
    }

    private String firstWordsToAPage() throws Exception {
        var heard = new CompletableFuture<String>();
        var socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .subprotocols("bearer", Tokens.of(Client.somebody()))
                        .header("X-Forwarded-For", Client.freshAddress())
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + port + "/api/orders/live"),
                                new WebSocket.Listener() {
                                    @Override
                                    public CompletionStage<?> onText(
                                            WebSocket from, CharSequence text, boolean last) {
                                        heard.complete(text.toString());
                                        return null;
                                    }
                                })
                        .get(10, TimeUnit.SECONDS);
        var words = heard.get(10, TimeUnit.SECONDS);
        socket.abort();
        return words;
    }

    private Answer get(String... headers) {
        return Client.of(port).getAsSomebody(PATH, headers);
    }

    private List<Answer> gets(int count) {
        return IntStream.range(0, count).mapToObj(_ -> get()).toList();
    }

    private Answer post() {
        var client = Client.of(port);
        return client.send(
                client.to(PATH)
                        .header("Authorization", "Bearer " + Tokens.of(Client.somebody()))
                        .POST(BodyPublishers.ofString("{}")));
    }

    private static Condition<String> named(FakeService instance) {
        return new Condition<>(instance.name()::equals, "%s", instance.name());
    }

    private static List<String> askedOf(List<Answer> answers) {
        return answers.stream().map(Answer::service).distinct().sorted().toList();
    }
}
