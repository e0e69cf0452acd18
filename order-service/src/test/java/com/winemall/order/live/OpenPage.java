package com.winemall.order.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page in a customer's browser.
public final class OpenPage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private OpenPage(int port, String token, boolean reads) {
        this.socket =
                BROWSER.newWebSocketBuilder()
                        .subprotocols("bearer", token)
                        .buildAsync(address(port), new Hearing(reads))
                        .join();
    }

    public static OpenPage at(int port, String token) {
        return new OpenPage(port, token, true);
    }

    /// Never reads anything, and so answers no ping.
    static OpenPage thatDoesNotRead(int port, String token) {
        return new OpenPage(port, token, false);
    }

    /// What is answered to a page that is not let in.
    ///
    /// @param protocols none for a page that shows no token
    static int refusal(int port, String... protocols) {
        var builder = BROWSER.newWebSocketBuilder();
        if (protocols.length > 0) {
            builder.subprotocols(
                    protocols[0],
                    List.of(protocols).subList(1, protocols.length).toArray(String[]::new));
        }
        try {
            builder.buildAsync(address(port), new WebSocket.Listener() {}).join().abort();
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
        return 101;
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /// The statuses an order, or a campaign, was seen in.
    List<String> statuses(String type, Object id) {
        return frames.stream()
                .filter(frame -> frame.get("type").asString().equals(type))
                .filter(frame -> frame.get("id").asString().equals(id.toString()))
                .map(frame -> frame.get("status").asString())
                .toList();
    }

    JsonNode awaitFrame(Predicate<JsonNode> wanted) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> frames.stream().anyMatch(wanted));
        return frames.stream().filter(wanted).findFirst().orElseThrow();
    }

    public JsonNode awaitFrame(String type, Object id, String status) {
        return awaitFrame(frame ->
                frame.get("type").asString().equals(type)
                        && frame.get("id").asString().equals(id.toString())
                        && frame.get("status").asString().equals(status));
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    void say(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /// The code it was closed with; 1006 if nobody said goodbye.
    int closed() throws Exception {
        return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static URI address(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/api/orders/live");
    }

    private final class Hearing implements WebSocket.Listener {

        private final boolean reads;
        private final StringBuilder text = new StringBuilder();

        private Hearing(boolean reads) {
            this.reads = reads;
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (reads) {
                opened.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
