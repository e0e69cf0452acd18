package com.winemall.gateway.routes;

import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import com.winemall.gateway.tracing.RequestTrace;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Answers for a service that does not.
@Component
class SilentServices {

    private static final Logger log = LoggerFactory.getLogger(SilentServices.class);

    private final ProblemAnswers answers;

    SilentServices(ProblemAnswers answers) {
        this.answers = answers;
    }

    Mono<Void> answer(ServerWebExchange exchange, ServiceLane lane, Throwable failure) {
        note(exchange, lane, failure);
        return answer(exchange);
    }

    Mono<Void> answer(ServerWebExchange exchange) {
        return answers.write(exchange, Problem.SERVICE_UNAVAILABLE, "Please try again in a moment");
    }

    /// @param failure why there is no answer; that it was not even asked for is not told again
    void note(ServerWebExchange exchange, ServiceLane lane, Throwable failure) {
        if (!(failure instanceof CallNotPermittedException)) {
            log.atWarn()
                    .addKeyValue("lane", lane.name())
                    .addKeyValue("traceId", RequestTrace.of(exchange).id())
                    .log("no answer: {}", failure.toString());
        }
    }
}
