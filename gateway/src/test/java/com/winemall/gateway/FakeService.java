package com.winemall.gateway;

import com.winemall.embedded.FreePorts;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.json.JsonMapper;

/// Answers every request with what it has received and who it is, unless the request says what else
/// to do. Can be stopped, and started again at the same place.
final class FakeService {

    /// Answers with this status.
    static final String STATUS = "X-Test-Status";

    /// Answers after so many milliseconds.
    static final String DELAY = "X-Test-Delay";

    /// Answers never, if it is the one named.
    static final String HANG = "X-Test-Hang";

    /// Adds so many characters to the answer.
    static final String PADDING = "X-Test-Padding";

    /// Announces more of an answer than ever comes.
    static final String STUCK = "X-Test-Stuck";

    /// Closes the connection without an answer, once for each value.
    static final String DROP = "X-Test-Drop";

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final FakeLetters letters;
    private final int port = FreePorts.one();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final BlockingQueue<Integer> hangUps = new LinkedBlockingQueue<>();
    private @Nullable DisposableServer server;

    FakeService(String name) {
        this.name = name;
        this.letters = new FakeLetters(name);
        start();
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    FakeLetters letters() {
        return letters;
    }

    /// How often a request with this value of [#DROP] has come.
    int seen(String drop) {
        return seen.getOrDefault(drop, 0);
    }

    /// The codes with which those who listened hung up.
    BlockingQueue<Integer> hangUps() {
        return hangUps;
    }

    /// Ends its connections, too.
    void stop() {
        if (server != null) {
            connections.close().awaitUninterruptibly();
            server.disposeNow(Duration.ofSeconds(3));
            server = null;
        }
    }

    void start() {
        if (server == null) {
            server =
                    HttpServer.create()
                            .channelGroup(connections)
                            .host("127.0.0.1")
                            .port(port)
                            .route(routes ->
                                    routes.get("/.well-known/jwks.json", this::keys)
                                            .get("/v3/api-docs", this::document)
                                            .get("/actuator/prometheus", this::secret)
                                            .get("/api/orders/live", this::live)
                                            .get("/api/dead-letters", this::letters)
                                            .post("/api/dead-letters/{id}/{do}", this::decide)
                                            .route(_ -> true, this::answer))
                            .bindNow();
        }
    }

    private Publisher<Void> keys(HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(Mono.just(Tokens.publishedKeys()));
    }

    private Publisher<Void> document(HttpServerRequest request, HttpServerResponse response) {
        var document = JSON.writeValueAsString(Map.of("openapi", "3.1.0", "of", name));
        return response.header("Content-Type", "application/json").sendString(Mono.just(document));
    }

    private Publisher<Void> secret(HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(Mono.just("the service's own affairs"));
    }

    private Publisher<Void> letters(HttpServerRequest request, HttpServerResponse response) {
        return request.requestHeaders().contains(STATUS)
                ? answer(request, response)
                : json(response, 200, letters.page(request.uri()));
    }

    private Publisher<Void> decide(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(body -> {
                    var letter = letters.decide(request.param("id"), request.param("do") + body);
                    return Mono.from(
                            letter == null
                                    ? json(response, 404, Map.of("code", "NOT_FOUND"))
                                    : json(response, 200, letter));
                });
    }

    private static Publisher<Void> json(HttpServerResponse response, int status, Object document) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(document)));
    }

    /// Says what it hears, except that it does as it is told: `ping`, `close 1234`, and `fill`
    /// whatever is on the way to the page.
    private Publisher<Void> live(HttpServerRequest request, HttpServerResponse response) {
        if (!request.requestHeaders().contains("Upgrade")) {
            return answer(request, response);
        }
        if (request.requestHeaders().contains(STATUS)) {
            return response.status(Integer.parseInt(request.requestHeaders().get(STATUS)))
                    .header("Retry-After", "7")
                    .sendString(Mono.just("the service's own words"));
        }
        var headers = request.requestHeaders();
        var greeting =
                "hello %s from %s"
                        .formatted(
                                headers.get("Authorization", "nobody"),
                                headers.get("X-Forwarded-For"));
        return response.sendWebsocket(
                (in, out) -> {
                    in.receiveCloseStatus().subscribe(status -> hangUps.add(status.code()));
                    return out.sendObject(
                            Flux.concat(
                                    Mono.just(new TextWebSocketFrame(greeting)),
                                    in.receiveFrames().concatMap(frame -> reply(frame, out))));
                },
                WebsocketServerSpec.builder().protocols("bearer").handlePing(true).build());
    }

    private static Publisher<WebSocketFrame> reply(WebSocketFrame frame, WebsocketOutbound out) {
        if (frame instanceof PongWebSocketFrame) {
            return Mono.just(new TextWebSocketFrame("pong"));
        }
        var text = frame.content().toString(StandardCharsets.UTF_8);
        if (text.equals("ping")) {
            return Mono.just(new PingWebSocketFrame());
        }
        if (text.equals("fill")) {
            return Flux.range(0, 1_000).map(_ -> new TextWebSocketFrame("x".repeat(60_000)));
        }
        return text.startsWith("close ")
                ? out.sendClose(Integer.parseInt(text.substring("close ".length())), "because")
                        .cast(WebSocketFrame.class)
                : Mono.just(new TextWebSocketFrame(text));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        var drop = request.requestHeaders().get(DROP);
        if (drop != null) {
            seen.merge(drop, 1, Integer::sum);
            if (dropped.add(drop)) {
                return Mono.fromRunnable(() -> response.withConnection(DisposableChannel::dispose));
            }
        }
        if (request.requestHeaders().contains(HANG, name, false)) {
            return Mono.never();
        }
        if (request.requestHeaders().contains(STUCK)) {
            return response.header("Content-Length", "100").sendString(Mono.just("half an"));
        }
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .delayElement(Duration.ofMillis(number(request, DELAY)))
                .flatMap(body -> Mono.from(echo(request, response, body)));
    }

    private Publisher<Void> echo(
            HttpServerRequest request, HttpServerResponse response, String body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        request.requestHeaders().forEach(header -> headers.put(header.getKey(), header.getValue()));
        var echo =
                Map.of(
                        "service", name,
                        "method", request.method().name(),
                        "uri", request.uri(),
                        "headers", headers,
                        "length", body.length(),
                        "padding", "x".repeat(number(request, PADDING)));
        var document = JSON.writeValueAsString(echo).getBytes(StandardCharsets.UTF_8);
        return response.status(Integer.parseInt(request.requestHeaders().get(STATUS, "200")))
                .header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(document.length))
                .header("Cache-Control", "private, max-age=7")
                .header("Server", "FakeService/1.0")
                .header("X-Powered-By", "coffee")
                .header("X-Frame-Options", "SAMEORIGIN")
                .sendByteArray(Mono.just(document));
    }

    private static int number(HttpServerRequest request, String header) {
        return Integer.parseInt(request.requestHeaders().get(header, "0"));
    }
}
