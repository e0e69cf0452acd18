package com.winemall.gateway.routes;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// A page's WebSocket and the service's, joined: what one says the other hears, the end and its
/// reason included. A page that does not read makes the service wait, which then gives it up.
final class LiveBridge {

    private static final WebSocketCloseStatus TALKS_TOO_MUCH =
            new WebSocketCloseStatus(
                    WebSocketCloseStatus.POLICY_VIOLATION.code(), "pages have nothing to say");

    /// The code order-service gives such a page, too.
    private static final WebSocketCloseStatus DOES_NOT_READ =
            new WebSocketCloseStatus(4408, "frames were not read");

    private final Connection service;
    private final LiveConnectionSettings settings;
    private final Sinks.One<WebSocketCloseStatus> givenUp = Sinks.one();
    private final AtomicBoolean ends = new AtomicBoolean();
    private long countingSince = System.nanoTime();
    private int frames;

    LiveBridge(Connection service, LiveConnectionSettings settings) {
        this.service = service;
        this.settings = settings;
    }

    /// Ends when either side has, and does not end before it has told the other, though the one
    /// that ended is no longer interested.
    Mono<Void> join(WebsocketInbound fromPage, WebsocketOutbound toPage) {
        return Mono.fromFuture(joined(fromPage, toPage).toFuture(), true);
    }

    /// Whichever ends first decides how: telling one side why makes the other look as if it had
    /// ended, too.
    private Mono<Void> joined(WebsocketInbound fromPage, WebsocketOutbound toPage) {
        var fromService = (WebsocketInbound) service;
        var toService = (WebsocketOutbound) service;
        var serviceEnds =
                pass(fromService.receiveFrames(), toPage, DOES_NOT_READ)
                        .then(fromService.receiveCloseStatus())
                        .onErrorComplete()
                        // It died, or the way to it: there will be another.
                        .defaultIfEmpty(ENDPOINT_UNAVAILABLE);
        var pageEnds =
                fromPage.receiveCloseStatus()
                        .onErrorComplete()
                        .defaultIfEmpty(WebSocketCloseStatus.EMPTY);
        var pageTalks =
                pass(
                                fromPage.receiveFrames().filter(_ -> mayPass()),
                                toService,
                                ENDPOINT_UNAVAILABLE)
                        .then(Mono.<Void>never());
        return Mono.firstWithSignal(
                        ending(serviceEnds, toPage),
                        ending(pageEnds, toService),
                        ending(givenUp.asMono(), toPage),
                        pageTalks)
                .doFinally(_ -> {
                    service.dispose();
                    toPage.withConnection(Connection::dispose);
                });
    }

    private Mono<Void> ending(Mono<WebSocketCloseStatus> why, WebsocketOutbound told) {
        return why.filter(_ -> ends.compareAndSet(false, true))
                .switchIfEmpty(Mono.never())
                .flatMap(status -> close(told, status));
    }

    /// One frame is read when the one before is written, or could not be. Goes on until the frames
    /// end with their connection: cancelling would end it, too, and perhaps once more.
    private Mono<Void> pass(
            Flux<WebSocketFrame> frames, WebsocketOutbound to, WebSocketCloseStatus ifNotTaken) {
        var passing =
                frames.flatMap(
                                frame ->
                                        to.sendObject(frame.retain())
                                                .then()
                                                .timeout(settings.sendTimeMax())
                                                .onErrorResume(e -> notSent(e, ifNotTaken)),
                                1)
                        .onErrorComplete()
                        .then();
        return Mono.fromFuture(passing.toFuture(), true);
    }

    private Mono<Void> notSent(Throwable failure, WebSocketCloseStatus ifNotTaken) {
        if (failure instanceof TimeoutException) {
            givenUp.tryEmitValue(ifNotTaken);
        }
        return Mono.empty();
    }

    /// The frames of one connection come one after the other.
    private boolean mayPass() {
        long now = System.nanoTime();
        if (now - countingSince > settings.framesPer().toNanos()) {
            countingSince = now;
            frames = 0;
        }
        frames++;
        if (frames > settings.framesMax()) {
            givenUp.tryEmitValue(TALKS_TOO_MUCH);
            return false;
        }
        return true;
    }

    private Mono<Void> close(WebsocketOutbound side, WebSocketCloseStatus status) {
        var farewell =
                WebSocketCloseStatus.isValidStatusCode(status.code())
                        ? side.sendClose(status.code(), status.reasonText())
                        : side.sendClose();
        return farewell.timeout(settings.sendTimeMax()).onErrorComplete();
    }
}
