package com.winemall.gateway.door;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import com.winemall.gateway.limits.ClientAddresses;
import com.winemall.gateway.limits.Kind;
import com.winemall.gateway.limits.RequestLimits;
import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import com.winemall.gateway.routes.Lane;
import com.winemall.gateway.tokens.AccessTokens;
import com.winemall.gateway.tokens.Caller;
import com.winemall.gateway.tokens.Caller.Impostor;
import com.winemall.gateway.tokens.Caller.Nobody;
import com.winemall.gateway.tokens.Caller.Person;
import com.winemall.gateway.tokens.Caller.Unknowable;
import com.winemall.gateway.tracing.RequestTrace;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Asks everybody who they are, slows down who comes too often, and lets in who may come. What a
/// caller may do inside, the services decide, who check the token again.
@Component
class Door implements GlobalFilter, Ordered {

    /// Before an answer is written by anybody else.
    private static final int ORDER = -100;

    private static final Nobody NOBODY = new Nobody();

    private final AccessTokens tokens;
    private final RequestLimits limits;
    private final ClientAddresses addresses;
    private final ProblemAnswers answers;

    Door(
            AccessTokens tokens,
            RequestLimits limits,
            ClientAddresses addresses,
            ProblemAnswers answers) {
        this.tokens = tokens;
        this.limits = limits;
        this.addresses = addresses;
        this.answers = answers;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        RequestTrace.of(exchange).takes(route(exchange).getId());
        var request = exchange.getRequest();
        if (!PlainPaths.include(request.getURI().getRawPath())) {
            return answers.write(
                    exchange, Problem.INVALID_REQUEST, "The path has to be a plain one");
        }
        var token = BearerToken.of(request);
        if (token == null) {
            return admit(NOBODY, exchange, chain);
        }
        var known = tokens.remembered(token);
        return known != null
                ? admit(known, exchange, chain)
                : tokens.check(token).flatMap(caller -> admit(caller, exchange, chain));
    }

    /// Whoever is refused has knocked nevertheless: guessing tokens is limited, too.
    private Mono<Void> admit(Caller caller, ServerWebExchange exchange, GatewayFilterChain chain) {
        var person = caller instanceof Person known ? known.id() : null;
        return limits.take(kind(exchange), person, addresses.of(exchange.getRequest()))
                .map(wait -> answers.tooManyRequests(exchange, wait))
                .switchIfEmpty(Mono.fromSupplier(() -> answer(caller, exchange, chain)))
                .flatMap(answer -> answer);
    }

    private Mono<Void> answer(Caller caller, ServerWebExchange exchange, GatewayFilterChain chain) {
        return switch (caller) {
            case Person _ -> chain.filter(exchange);
            case Nobody _ ->
                    OpenPaths.include(exchange.getRequest())
                            ? chain.filter(exchange)
                            : answers.write(exchange, Problem.UNAUTHENTICATED, "Log in first");
            case Impostor _ ->
                    answers.write(
                            exchange,
                            Problem.UNAUTHENTICATED,
                            "The access token is expired or not ours");
            case Unknowable _ ->
                    answers.write(
                            exchange,
                            Problem.SERVICE_UNAVAILABLE,
                            "Tokens cannot be checked at the moment");
        };
    }

    private static Kind kind(ServerWebExchange exchange) {
        return Lane.of(route(exchange)) == Lane.CREDENTIALS ? Kind.CREDENTIALS : Kind.ORDINARY;
    }

    private static Route route(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
    }
}
