package com.winemall.gateway.routes;

import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/// Lets WebSockets through, on the one route that has them. The service is asked first, and the
/// page let in when it agrees: so a page that is refused gets an answer, and not a connection that
/// ends.
///
/// Pings go all the way, so that a page that is gone is missed by the service and not only here,
/// and nothing on the way takes the connection for an idle one.
@Component
class LiveConnections {

    /// Before [ServiceCalls], which would take it for an ordinary call.
    private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    /// The handshake with the service is the gateway's own.
    private static final String HANDSHAKE = "sec-websocket-";

    private final HttpClient client;
    private final PassedHeaders headers;
    private final ProblemAnswers answers;
    private final SilentServices silent;
    private final LaneSettings lanes;
    private final LiveConnectionSettings settings;
    private final AtomicInteger open = new AtomicInteger();

    LiveConnections(
            HttpClient client,
            PassedHeaders headers,
            ProblemAnswers answers,
            SilentServices silent,
            LaneSettings lanes,
            LiveConnectionSettings settings,
            MeterRegistry meters) {
        this.client = client;
        this.headers = headers;
        this.answers = answers;
        this.silent = silent;
        this.lanes = lanes;
        this.settings = settings;
        Gauge.builder("winemall.live.connections", open, AtomicInteger::get)
                .description("WebSockets that are passed through")
                .register(meters);
    }

    List<GatewayFilter> filters(ServiceLane lane) {
        return List.of(
                new OrderedGatewayFilter(
                        (exchange, chain) -> filter(exchange, chain, lane), ORDER));
    }

    private Mono<Void> filter(
            ServerWebExchange exchange, GatewayFilterChain chain, ServiceLane lane) {
        var received = received(exchange).requestHeaders();
        if (!received.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return chain.filter(exchange);
        }
        if (!isHandshake(exchange, received)) {
            return answers.write(exchange, Problem.INVALID_REQUEST, "This is no WebSocket's begin");
        }
        if (open.get() >= settings.connectionsMax()) {
            return answers.write(
                    exchange, Problem.SERVICE_UNAVAILABLE, "Please try again in a moment");
        }
        return lane.ask(address -> ask(exchange, lane, address))
                .map(answer -> letIn(exchange, answer))
                .onErrorResume(failure -> Mono.just(silent.answer(exchange, lane, failure)))
                .flatMap(writing -> writing);
    }

    private static boolean isHandshake(ServerWebExchange exchange, HttpHeaders received) {
        return exchange.getRequest().getMethod().equals(HttpMethod.GET)
                && received.containsValue(
                        HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && received.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && received.contains(
                        HttpHeaderNames.SEC_WEBSOCKET_VERSION,
                        WebSocketVersion.V13.toHttpHeaderValue(),
                        true);
    }

    /// Whatever the service answers, it answers: only silence counts against it.
    private Mono<Asked> ask(ServerWebExchange exchange, ServiceLane lane, URI address) {
        return client.headers(sent -> send(exchange, sent))
                .websocket(clientSpec(exchange))
                .uri(address + exchange.getRequest().getURI().getRawPath())
                .connect()
                .<Asked>map(Asked.Agreed::new)
                .timeout(lanes.limit(lane.lane()))
                .onErrorResume(
                        WebSocketClientHandshakeException.class,
                        e ->
                                e.response() == null
                                        ? Mono.error(e)
                                        : Mono.just(new Asked.Refused(e.response())));
    }

    private void send(ServerWebExchange exchange, HttpHeaders sent) {
        headers.send(exchange, received(exchange).requestHeaders(), sent.clear());
        for (var name : sent.names()) {
            if (name.regionMatches(true, 0, HANDSHAKE, 0, HANDSHAKE.length())) {
                sent.remove(name);
            }
        }
    }

    private static WebsocketClientSpec clientSpec(ServerWebExchange exchange) {
        var spec = WebsocketClientSpec.builder().handlePing(true);
        var protocols =
                received(exchange)
                        .requestHeaders()
                        .getAsString(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        return protocols == null ? spec.build() : spec.protocols(protocols).build();
    }

    private Mono<Void> letIn(ServerWebExchange exchange, Asked asked) {
        return switch (asked) {
            case Asked.Agreed(var service) -> join(exchange, service);
            case Asked.Refused(var answer) -> refuse(exchange, answer);
        };
    }

    private Mono<Void> join(ServerWebExchange exchange, Connection service) {
        open.incrementAndGet();
        service.onDispose(open::decrementAndGet);
        var response = exchange.getResponse();
        HttpServerResponse sent = ServerHttpResponseDecorator.getNativeResponse(response);
        var protocol = ((WebsocketInbound) service).selectedSubprotocol();
        return response.setComplete()
                .then(
                        Mono.defer(() ->
                                sent.sendWebsocket(
                                        (fromPage, toPage) ->
                                                new LiveBridge(service, settings)
                                                        .join(fromPage, toPage),
                                        serverSpec(protocol))))
                .doOnError(_ -> service.dispose())
                .doOnCancel(service::dispose);
    }

    private WebsocketServerSpec serverSpec(@Nullable String protocol) {
        int bytesMax = Math.toIntExact(settings.frameMax().toBytes());
        var spec = WebsocketServerSpec.builder().handlePing(true).maxFramePayloadLength(bytesMax);
        return protocol == null ? spec.build() : spec.protocols(protocol).build();
    }

    private Mono<Void> refuse(ServerWebExchange exchange, HttpResponse answer) {
        var status = HttpStatus.resolve(answer.status().code());
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            var seconds = answer.headers().getInt(HttpHeaderNames.RETRY_AFTER, 1);
            return answers.tooManyRequests(exchange, Duration.ofSeconds(seconds));
        }
        return status == HttpStatus.UNAUTHORIZED
                ? answers.write(
                        exchange,
                        Problem.UNAUTHENTICATED,
                        "The access token is expired or not ours")
                : answers.write(
                        exchange, Problem.SERVICE_UNAVAILABLE, "Please try again in a moment");
    }

    private static HttpServerRequest received(ServerWebExchange exchange) {
        return ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    }

    /// What the service said to one more page.
    private sealed interface Asked {

        record Agreed(Connection service) implements Asked {}

        record Refused(HttpResponse answer) implements Asked {}
    }
}
