package com.winemall.gateway.routes;

import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.server.ServerSettings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.server.HttpServerRequest;

/// Passes bodies on, up to a size, without keeping them.
@Component
class RequestBodies {

    /// Bodies up to this many bytes are sent in one piece with their headers.
    private static final int AT_ONCE_MAX = 16 * 1024;

    private static final long UNKNOWN = -1;

    private final long bytesMax;

    RequestBodies(ServerSettings settings) {
        this.bytesMax = settings.bodyMax().toBytes();
    }

    static boolean has(HttpServerRequest request) {
        return length(request) > 0 || isChunked(request);
    }

    boolean isTooLarge(HttpServerRequest request) {
        return length(request) > bytesMax;
    }

    String tooLarge() {
        return "At most " + bytesMax + " bytes are taken";
    }

    String detail(BodyNotReceived failure) {
        return failure.problem() == Problem.PAYLOAD_TOO_LARGE
                ? tooLarge()
                : "The body did not arrive";
    }

    /// The whole of a body, for what is sent more than once.
    Mono<byte[]> whole(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), Math.toIntExact(bytesMax))
                .map(body -> {
                    var bytes = new byte[body.readableByteCount()];
                    body.read(bytes);
                    DataBufferUtils.release(body);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0])
                .onErrorMap(RequestBodies::notReceived);
    }

    /// @param sent has the caller's headers already, but for those that frame the body
    Publisher<Void> send(
            HttpServerRequest received, HttpClientRequest sent, NettyOutbound outbound) {
        long length = length(received);
        if (length > 0) {
            sent.requestHeaders().set(HttpHeaderNames.CONTENT_LENGTH, length);
            return outbound.send(
                    length <= AT_ONCE_MAX
                            ? received.receive()
                                    .aggregate()
                                    .retain()
                                    .onErrorMap(RequestBodies::notReceived)
                            : received.receive().retain().onErrorMap(RequestBodies::notReceived));
        }
        if (isChunked(received)) {
            sent.requestHeaders().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            return outbound.send(
                    counted(received.receive().retain().onErrorMap(RequestBodies::notReceived)));
        }
        return outbound;
    }

    /// A body that does not say how long it is, is counted on its way through.
    private Flux<ByteBuf> counted(Flux<ByteBuf> body) {
        return Flux.defer(() -> {
            var left = new AtomicLong(bytesMax);
            return body.handle((part, sink) -> {
                if (left.addAndGet(-part.readableBytes()) < 0) {
                    part.release();
                    sink.error(new BodyNotReceived(Problem.PAYLOAD_TOO_LARGE, null));
                } else {
                    sink.next(part);
                }
            });
        });
    }

    private static BodyNotReceived notReceived(Throwable failure) {
        var problem =
                switch (failure) {
                    case DataBufferLimitException _ -> Problem.PAYLOAD_TOO_LARGE;
                    case ChannelException _ -> Problem.REQUEST_TIMEOUT;
                    default -> Problem.INVALID_REQUEST;
                };
        return new BodyNotReceived(problem, failure);
    }

    private static long length(HttpServerRequest request) {
        var length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? UNKNOWN : Long.parseLong(length);
    }

    private static boolean isChunked(HttpServerRequest request) {
        return request.requestHeaders().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
