package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class LiveIT {

    private static final int PATIENCE_SECONDS = 10;
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final int port;
    private final MeterRegistry meters;
    private final String token = Tokens.of(Client.somebody());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /// More than the greeting.
    private boolean reads = true;

    LiveIT(@LocalServerPort int port, MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @AfterEach
    void goOn() {
        FakeMall.ORDERS.start();
    }

    // Who is let through.

    @Test
    void a_page_hears_of_its_orders_for_longer_than_any_call_may_take() throws Exception {
        var socket = open();

        assertThat(socket.getSubprotocol()).isEqualTo("bearer");
        // Nothing is said for longer than the lane's time limit.
        assertThat(heard.poll(2, TimeUnit.SECONDS)).isNull();
        socket.sendText("are you there?", true).join();
        assertThat(heard()).isEqualTo("are you there?");
        socket.abort();
    }

    @Test
    void a_service_is_told_where_a_page_calls_from_and_gets_its_token_as_it_came()
            throws Exception {
        var address = Client.freshAddress();
        var socket = connect(token, "X-Forwarded-For", address).join();

        assertThat(heard()).isEqualTo("hello nobody from " + address);
        socket.abort();
    }

    @Test
    void a_page_without_a_good_token_hears_nothing() {
        assertThat(refusal(Tokens.expired())).isEqualTo(401);
        assertThat(refusal(Tokens.foreign())).isEqualTo(401);
        assertThat(refusal("not-a-token")).isEqualTo(401);
    }

    @Test
    void pages_of_foreign_origins_are_not_let_in() throws Exception {
        assertThat(refusal(token, "Origin", "https://evil.example")).isEqualTo(403);

        connect(token, "Origin", "https://shop.example").join().abort();
        connect(token, "Origin", "http://127.0.0.1:" + port).join().abort();
    }

    @Test
    void whoever_opens_pages_too_often_is_slowed_down() {
        int status = 101;
        for (int i = 0; i < 100 && status == 101; i++) {
            status = refusal(token, "X-Forwarded-For", Client.freshAddress());
        }

        assertThat(status).isEqualTo(429);
    }

    @Test
    void a_service_that_says_no_is_heard() {
        var tooMany = answer(token, FakeService.STATUS, "429");

        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer(token, FakeService.STATUS, "401").statusCode()).isEqualTo(401);
        assertThat(answer(token, FakeService.STATUS, "503").statusCode()).isEqualTo(503);
    }

    @Test
    void a_service_that_is_down_is_answered_for() throws Exception {
        FakeMall.ORDERS.stop();

        assertThat(refusal(token)).isEqualTo(503);

        FakeMall.ORDERS.start();
        await().untilAsserted(
                        () -> assertThat(refusal(Tokens.of(Client.somebody()))).isEqualTo(101));
    }

    @Test
    void what_is_no_websocket_is_a_call_like_any_other() {
        var answer = Client.of(port).getAsSomebody("/api/orders/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.service()).isEqualTo("order-service");
    }

    // What is passed on.

    @Test
    void pings_go_all_the_way_and_so_do_answers() throws Exception {
        var socket = open();

        socket.sendText("ping", true).join();

        assertThat(heard()).isEqualTo("pong");
        socket.abort();
    }

    @Test
    void a_page_is_told_why_it_ends() throws Exception {
        for (int code : new int[] {1001, 1008, 4401, 4408}) {
            var page = new LiveIT(port, meters);
            page.open().sendText("close " + code, true).join();

            assertThat(page.closed()).isEqualTo(code);
        }
    }

    @Test
    void a_service_hears_that_a_page_has_gone() throws Exception {
        FakeMall.ORDERS.hangUps().clear();

        open().sendClose(WebSocket.NORMAL_CLOSURE, "").join();

        assertThat(FakeMall.ORDERS.hangUps().poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(WebSocket.NORMAL_CLOSURE);
        open().abort();
        await().untilAsserted(() -> assertThat(connections()).isZero());
    }

    @Test
    void a_page_whose_service_dies_is_told_to_come_back() throws Exception {
        open();

        FakeMall.ORDERS.stop();

        assertThat(closed()).isEqualTo(1001);
    }

    // Pages that misbehave.

    @Test
    void a_page_that_says_much_is_cut() throws Exception {
        var socket = open();

        for (int i = 0; i < 31 && !closed.isDone(); i++) {
            socket.sendText("and " + i, true).join();
        }

        assertThat(closed()).isEqualTo(1008);
        await().untilAsserted(() -> assertThat(connections()).isZero());
    }

    @Test
    void a_page_that_says_something_long_is_cut() throws Exception {
        var socket = open();

        socket.sendText("x".repeat(2_000), true).join();

        assertThat(closed()).isEqualTo(1009);
        await().untilAsserted(() -> assertThat(connections()).isZero());
    }

    @Test
    void a_page_that_does_not_read_is_given_up_and_others_hear_on() throws Exception {
        var deaf = new LiveIT(port, meters);
        deaf.reads = false;
        deaf.open().sendText("fill", true).join();
        var socket = open();

        socket.sendText("I read", true).join();

        assertThat(heard()).isEqualTo("I read");
        await().untilAsserted(() -> assertThat(connections()).isEqualTo(1));
        socket.sendText("still", true).join();
        assertThat(heard()).isEqualTo("still");
        socket.abort();
    }

    // How.

    /// Opens a page, and has it hear the greeting.
    private WebSocket open() throws Exception {
        var socket = connect(token).join();
        assertThat(heard()).startsWith("hello");
        return socket;
    }

    private CompletableFuture<WebSocket> connect(String shown, String... headers) {
        var builder = BROWSER.newWebSocketBuilder().subprotocols("bearer", shown);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        if (headers.length == 0 || !headers[0].equals("X-Forwarded-For")) {
            builder.header("X-Forwarded-For", Client.freshAddress());
        }
        return builder.buildAsync(
                URI.create("ws://127.0.0.1:" + port + "/api/orders/live"), new Listener());
    }

    /// @return 101 if it was none
    private int refusal(String shown, String... headers) {
        try {
            connect(shown, headers).join().abort();
            return 101;
        } catch (CompletionException e) {
            return answer(e).statusCode();
        }
    }

    private HttpResponse<?> answer(String shown, String... headers) {
        return connect(shown, headers).handle((_, failure) -> answer(failure)).join();
    }

    private static HttpResponse<?> answer(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) cause).getResponse();
    }

    private String heard() throws InterruptedException {
        return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private int closed() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private double connections() {
        return meters.get("winemall.live.connections").gauge().value();
    }

    private final class Listener implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            if (reads) {
                socket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
