package com.winemall.gateway.problems;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem documents.
@Component
public class ProblemAnswers {

    /// How long a caller is asked to wait when something is down.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JsonMapper json;

    ProblemAnswers(JsonMapper json) {
        this.json = json;
    }

    public Mono<Void> write(ServerWebExchange exchange, Problem problem, String detail) {
        var response = exchange.getResponse();
        var headers = response.getHeaders();
        response.setStatusCode(problem.status());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        if (problem == Problem.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds(RETRY_AFTER));
        } else if (problem == Problem.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        var path = exchange.getRequest().getURI().getRawPath();
        var document = document(problem, detail, path);
        headers.setContentLength(document.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(document)));
    }

    /// @param wait after which the same request would be taken
    public Mono<Void> tooManyRequests(ServerWebExchange exchange, Duration wait) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, seconds(wait));
        return write(exchange, Problem.TOO_MANY_REQUESTS, "Slow down, and try again later");
    }

    byte[] document(Problem problem, String detail, String path) {
        return json.writeValueAsBytes(ProblemDocument.of(problem, detail, path));
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, Math.ceilDiv(duration.toMillis(), 1000)));
    }
}
