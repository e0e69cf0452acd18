package com.winemall.gateway.routes;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;

import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Passes a request on to its service: once, in its lane, within the lane's time. A service that is
/// silent is answered for.
///
/// Stands in for the gateway's own routing filters, which do the same with several copies of every
/// header and address.
@Component
class ServiceCalls implements GlobalFilter, Ordered {

    private static final String DOCUMENT = "/v3/api-docs";

    private final PassedHeaders headers;
    private final RequestBodies bodies;
    private final ProblemAnswers answers;
    private final SilentServices silent;
    private final LaneSettings lanes;

    ServiceCalls(
            PassedHeaders headers,
            RequestBodies bodies,
            ProblemAnswers answers,
            SilentServices silent,
            LaneSettings lanes) {
        this.headers = headers;
        this.bodies = bodies;
        this.answers = answers;
        this.silent = silent;
        this.lanes = lanes;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (isAlreadyRouted(exchange)) {
            return chain.filter(exchange);
        }
        if (bodies.isTooLarge(received(exchange))) {
            return answers.write(exchange, Problem.PAYLOAD_TOO_LARGE, bodies.tooLarge());
        }
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        var lane = ServiceLane.of(route);
        return lane.ask(address -> call(exchange, lane, address))
                .map(answer -> giveBack(exchange, answer))
                .onErrorResume(failure -> Mono.just(refuse(exchange, lane, failure)))
                .flatMap(writing -> writing);
    }

    private Mono<Answer> call(ServerWebExchange exchange, ServiceLane lane, URI address) {
        var once = callOnce(exchange, lane, address);
        return isRepeatable(exchange)
                ? once.onErrorResume(ServiceCalls::wasStale, _ -> once)
                : once;
    }

    private Mono<Answer> callOnce(ServerWebExchange exchange, ServiceLane lane, URI address) {
        var request = exchange.getRequest();
        return client(lane, request)
                .request(HttpMethod.valueOf(request.getMethod().name()))
                .uri(address + target(lane, request))
                .send((sent, outbound) -> send(exchange, sent, outbound))
                .responseConnection(
                        (head, connection) -> Answer.read(head, connection, exchange.getResponse()))
                .single();
    }

    private HttpClient client(ServiceLane lane, ServerHttpRequest request) {
        if (lane.lane() != Lane.WAITING) {
            return lane.client();
        }
        var wait = Preferences.wait(request.getHeaders());
        return wait == null || wait.compareTo(lanes.waitMax()) > 0
                ? lane.client()
                : lane.client().responseTimeout(wait.plus(lanes.waitMargin()));
    }

    private static String target(ServiceLane lane, ServerHttpRequest request) {
        if (lane.lane() == Lane.DOCUMENTS) {
            return DOCUMENT;
        }
        var uri = request.getURI();
        var query = uri.getRawQuery();
        return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    }

    private Publisher<Void> send(
            ServerWebExchange exchange, HttpClientRequest sent, NettyOutbound outbound) {
        var received = received(exchange);
        headers.send(exchange, received.requestHeaders(), sent.requestHeaders().clear());
        return bodies.send(received, sent, outbound);
    }

    private Mono<Void> giveBack(ServerWebExchange exchange, Answer answer) {
        var response = exchange.getResponse();
        HttpServerResponse sent = ServerHttpResponseDecorator.getNativeResponse(response);
        response.setRawStatusCode(answer.head().status().code());
        headers.giveBack(answer.head().responseHeaders(), sent.responseHeaders());
        return answer.writeTo(response);
    }

    private Mono<Void> refuse(ServerWebExchange exchange, ServiceLane lane, Throwable failure) {
        if (failure instanceof BodyNotReceived body) {
            return answers.write(exchange, body.problem(), bodies.detail(body));
        }
        return silent.answer(exchange, lane, failure);
    }

    private static boolean isRepeatable(ServerWebExchange exchange) {
        return switch (exchange.getRequest().getMethod().name()) {
            case "GET", "HEAD" -> !RequestBodies.has(received(exchange));
            default -> false;
        };
    }

    /// The service closed a connection that had been idle just when it was used again.
    static boolean wasStale(Throwable failure) {
        return failure instanceof PrematureCloseException
                || AbortedException.isConnectionReset(failure);
    }

    private static HttpServerRequest received(ServerWebExchange exchange) {
        return ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    }
}
