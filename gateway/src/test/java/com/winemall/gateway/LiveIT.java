package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class LiveIT {

    private static final int PATIENCE_SECONDS = 5;

    private final int port;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    LiveIT(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_page_hears_of_its_orders_for_longer_than_any_call_may_take() throws Exception {
        var socket = open(Tokens.of(Client.somebody()));

        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).startsWith("hello");
        assertThat(socket.getSubprotocol()).isEqualTo("bearer");
        // Nothing is said for longer than the lane's time limit.
        assertThat(heard.poll(2, TimeUnit.SECONDS)).isNull();
        socket.sendText("are you there?", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("are you there?");
        socket.abort();
    }

    @Test
    void a_page_without_a_good_token_hears_nothing() {
        assertThatThrownBy(() -> open(Tokens.expired()))
                .isInstanceOfSatisfying(
                        ExecutionException.class,
                        e ->
                                assertThat(e.getCause())
                                        .isInstanceOfSatisfying(
                                                WebSocketHandshakeException.class,
                                                refusal ->
                                                        assertThat(
                                                                        refusal.getResponse()
                                                                                .statusCode())
                                                                .isEqualTo(401)));
    }

    private WebSocket open(String token) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("bearer", token)
                .header("X-Forwarded-For", Client.freshAddress())
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + port + "/api/orders/live"), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private final class Listener implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            socket.request(1);
            return null;
        }
    }
}
