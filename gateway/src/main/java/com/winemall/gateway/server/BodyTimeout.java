package com.winemall.gateway.server;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/// Hangs up on callers who announce a body and do not send it: each would occupy a connection to a
/// service.
@Component
class BodyTimeout implements NettyServerCustomizer {

    private final ServerSettings settings;

    BodyTimeout(ServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.requestTimeout(settings.bodyTimeout());
    }
}
