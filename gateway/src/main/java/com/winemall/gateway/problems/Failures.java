package com.winemall.gateway.problems;

import com.winemall.gateway.tracing.RequestTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Answers what nobody answered: paths that lead nowhere, methods a page does not know, and our own
/// bugs, which are recorded here and told to nobody.
@Component
@Order(-2)
class Failures implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final ProblemAnswers answers;

    Failures(ProblemAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        var problem =
                failure instanceof ErrorResponse response
                        ? Problem.of(response.getStatusCode())
                        : Problem.INTERNAL_ERROR;
        if (problem != Problem.INTERNAL_ERROR) {
            if (failure instanceof ErrorResponse response) {
                exchange.getResponse().getHeaders().addAll(response.getHeaders());
            }
            return answers.write(exchange, problem, problem.title());
        }
        log.atError()
                .addKeyValue("traceId", RequestTrace.of(exchange).id())
                .addKeyValue("path", exchange.getRequest().getPath())
                .log("a request failed", failure);
        return answers.write(exchange, problem, "The failure has been recorded");
    }
}
