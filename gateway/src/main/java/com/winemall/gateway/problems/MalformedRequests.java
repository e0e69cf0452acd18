package com.winemall.gateway.problems;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/// A request line that is no URI is refused by Spring before any filter sees it, without a word.
/// This adds the words.
@Component
class MalformedRequests implements NettyServerCustomizer {

    private final byte[] document;

    MalformedRequests(ProblemAnswers answers) {
        this.document =
                answers.document(
                        Problem.INVALID_REQUEST, "What is asked for has to be a valid URI", "/");
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.mapHandle(
                (handled, connection) -> handled.then(Mono.defer(() -> explained(connection))));
    }

    private Mono<Void> explained(Connection connection) {
        if (connection instanceof HttpServerResponse response
                && !response.hasSentHeaders()
                && response.status().equals(HttpResponseStatus.BAD_REQUEST)) {
            return response.header(
                            HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(document.length))
                    .sendByteArray(Mono.just(document))
                    .then();
        }
        return Mono.empty();
    }
}
