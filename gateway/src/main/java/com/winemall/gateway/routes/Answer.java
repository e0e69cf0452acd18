package com.winemall.gateway.routes;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/// What a service answered.
sealed interface Answer {

    /// Bodies up to this many bytes are read and written in one piece, so that a service that ends
    /// in the middle of one can still be answered for.
    int AT_ONCE_MAX = 16 * 1024;

    HttpClientResponse head();

    /// Writes the body.
    Mono<Void> writeTo(ServerHttpResponse response);

    static Mono<Answer> read(
            HttpClientResponse head, Connection connection, ServerHttpResponse response) {
        int length = head.responseHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, -1);
        if (length < 0 || length > AT_ONCE_MAX) {
            return Mono.just(new Streamed(head, connection));
        }
        return connection
                .inbound()
                .receive()
                .aggregate()
                .asByteArray()
                .<Answer>map(body -> new Whole(head, response.bufferFactory().wrap(body)))
                .switchIfEmpty(Mono.fromSupplier(() -> new Empty(head)));
    }

    /// Has a length at most, and nothing of that length.
    record Empty(HttpClientResponse head) implements Answer {

        @Override
        public Mono<Void> writeTo(ServerHttpResponse response) {
            return response.setComplete();
        }
    }

    /// @param body on the heap: nobody has to give it back
    record Whole(HttpClientResponse head, DataBuffer body) implements Answer {

        @Override
        public Mono<Void> writeTo(ServerHttpResponse response) {
            return response.writeWith(Mono.just(body));
        }
    }

    /// @param connection where the body comes from, to be closed unless all of it was read
    record Streamed(HttpClientResponse head, Connection connection) implements Answer {

        @Override
        public Mono<Void> writeTo(ServerHttpResponse response) {
            var buffers = (NettyDataBufferFactory) response.bufferFactory();
            return response.writeAndFlushWith(
                            connection
                                    .inbound()
                                    .receive()
                                    .map(ByteBuf::retain)
                                    .map(part -> Mono.just(buffers.wrap(part))))
                    .doFinally(end -> {
                        if (end != SignalType.ON_COMPLETE) {
                            connection.dispose();
                        }
                    });
        }
    }
}
