package com.winemall.gateway.routes;

import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The dead letters of all services, as if they were one's. Who may see them, each service decides.
///
/// A letter's id does not tell whose it is: what is to be done about it is said to all, and only
/// its owner knows it.
@Component
class DeadLetters {

    /// Before [ServiceCalls], which would pass the request on to one service.
    private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    private static final int SIZE_DEFAULT = 20;
    private static final int PAGE_MAX = 100_000;

    private final DeadLetterPages pages;
    private final AllServices services;
    private final RequestBodies bodies;
    private final ProblemAnswers answers;

    DeadLetters(
            DeadLetterPages pages,
            AllServices services,
            RequestBodies bodies,
            ProblemAnswers answers) {
        this.pages = pages;
        this.services = services;
        this.bodies = bodies;
        this.answers = answers;
    }

    List<GatewayFilter> searching() {
        return filters(HttpMethod.GET, this::search);
    }

    List<GatewayFilter> deciding() {
        return filters(HttpMethod.POST, this::decide);
    }

    private List<GatewayFilter> filters(
            HttpMethod method, Function<ServerWebExchange, Mono<Void>> answer) {
        return List.of(
                new OrderedGatewayFilter(
                        (exchange, _) ->
                                exchange.getRequest().getMethod().equals(method)
                                        ? answer.apply(exchange)
                                        : notAllowed(exchange, method),
                        ORDER));
    }

    private Mono<Void> notAllowed(ServerWebExchange exchange, HttpMethod allowed) {
        exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, allowed.name());
        return answers.write(
                exchange, Problem.METHOD_NOT_ALLOWED, Problem.METHOD_NOT_ALLOWED.title());
    }

    private Mono<Void> search(ServerWebExchange exchange) {
        var query = exchange.getRequest().getQueryParams();
        var page = number(query.getFirst("page"), 0, 0, PAGE_MAX);
        var size = number(query.getFirst("size"), SIZE_DEFAULT, 1, DeadLetterPages.SIZE_MAX);
        if (page == null || size == null) {
            return answers.write(
                    exchange,
                    Problem.INVALID_REQUEST,
                    "page has to be from 0 to %d, size from 1 to %d"
                            .formatted(PAGE_MAX, DeadLetterPages.SIZE_MAX));
        }
        return pages.answer(exchange, page, size);
    }

    private Mono<Void> decide(ServerWebExchange exchange) {
        return bodies.whole(exchange.getRequest())
                .flatMap(body ->
                        services.post(exchange, exchange.getRequest().getURI().getRawPath(), body))
                .flatMap(replies -> ownersWord(exchange, replies))
                .onErrorResume(
                        BodyNotReceived.class,
                        failure ->
                                answers.write(exchange, failure.problem(), bodies.detail(failure)));
    }

    /// Whoever does not know the letter is not its owner. If nobody knows it, but not everybody
    /// could be asked, it may still be there.
    private Mono<Void> ownersWord(ServerWebExchange exchange, List<Reply> replies) {
        var said =
                Reply.said(replies)
                        .sorted(
                                Comparator.comparing(Reply.Said::isNotFound)
                                        .thenComparing(Reply.Said::isFailure))
                        .toList();
        if (said.isEmpty() || (said.getFirst().isNotFound() && said.size() < replies.size())) {
            return services.unavailable(exchange);
        }
        return services.passOn(exchange, said.getFirst());
    }

    /// @return nothing if it is no number, or out of bounds
    private static @Nullable Integer number(@Nullable String text, int ifAbsent, int min, int max) {
        if (text == null || text.isEmpty()) {
            return ifAbsent;
        }
        try {
            int number = Integer.parseInt(text);
            return number < min || number > max ? null : Integer.valueOf(number);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
