package com.winemall.gateway.routes;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Puts a caller's question to services, for answers that are made of several. Each is asked in its
/// lane; one that is silent is no reason to wait for longer than that, or to have no answer.
@Component
class AllServices {

    private static final byte[] NO_BODY = {};

    private final Lanes lanes;
    private final PassedHeaders headers;
    private final SilentServices silent;

    AllServices(Lanes lanes, PassedHeaders headers, SilentServices silent) {
        this.lanes = lanes;
        this.headers = headers;
        this.silent = silent;
    }

    /// Asks one of them.
    ///
    /// @param target path and query
    Mono<Reply> get(ServerWebExchange exchange, Service service, String target) {
        return ask(exchange, lanes.to(service, Lane.ORDINARY), HttpMethod.GET, target, NO_BODY);
    }

    /// Asks all of them at once, in the same words.
    ///
    /// @return in the order of the services
    Mono<List<Reply>> post(ServerWebExchange exchange, String target, byte[] body) {
        return Flux.fromArray(Service.values())
                .flatMapSequential(service ->
                        ask(
                                exchange,
                                lanes.to(service, Lane.OPERATIONS),
                                HttpMethod.POST,
                                target,
                                body))
                .collectList();
    }

    /// Answers what one of them said, as if it alone had been asked.
    Mono<Void> passOn(ServerWebExchange exchange, Reply.Said reply) {
        var response = exchange.getResponse();
        HttpServerResponse sent = ServerHttpResponseDecorator.getNativeResponse(response);
        response.setRawStatusCode(reply.status());
        headers.giveBack(reply.headers(), sent.responseHeaders());
        return response.writeWith(Mono.just(response.bufferFactory().wrap(reply.body())));
    }

    Mono<Void> unavailable(ServerWebExchange exchange) {
        return silent.answer(exchange);
    }

    private Mono<Reply> ask(
            ServerWebExchange exchange,
            ServiceLane lane,
            HttpMethod method,
            String target,
            byte[] body) {
        return lane.ask(
                        address -> {
                            var once = askOnce(exchange, lane, method, address + target, body);
                            return method.equals(HttpMethod.GET)
                                    ? once.onErrorResume(ServiceCalls::wasStale, _ -> once)
                                    : once;
                        })
                .onErrorResume(failure -> {
                    silent.note(exchange, lane, failure);
                    return Mono.just(new Reply.Nothing(lane.service()));
                });
    }

    private Mono<Reply> askOnce(
            ServerWebExchange exchange,
            ServiceLane lane,
            HttpMethod method,
            String uri,
            byte[] body) {
        return lane.client()
                .request(method)
                .uri(uri)
                .send((sent, outbound) -> {
                    send(exchange, sent.requestHeaders().clear(), body);
                    return body.length == 0 ? outbound : outbound.sendByteArray(Mono.just(body));
                })
                .responseSingle((head, content) ->
                        content.asByteArray()
                                .defaultIfEmpty(NO_BODY)
                                .map(bytes ->
                                        new Reply.Said(
                                                lane.service(),
                                                head.status().code(),
                                                head.responseHeaders(),
                                                bytes)));
    }

    /// Answers that are put together have to be read here, and those passed on are whole: neither
    /// is the caller's to have compressed or left out.
    private void send(ServerWebExchange exchange, HttpHeaders sent, byte[] body) {
        HttpServerRequest received =
                ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        headers.send(exchange, received.requestHeaders(), sent);
        sent.remove(HttpHeaderNames.ACCEPT_ENCODING)
                .remove(HttpHeaderNames.IF_NONE_MATCH)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
}
