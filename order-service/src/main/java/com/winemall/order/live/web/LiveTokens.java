package com.winemall.order.live.web;

import com.winemall.starter.security.HeaderTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.stereotype.Component;

/// Where callers put their access token. A browser can send no header of its own when it opens a
/// WebSocket, but the names of protocols it would speak: `bearer, <accessToken>`.
@Component
class LiveTokens implements BearerTokenResolver {

    static final String PROTOCOL = "bearer";

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private final HeaderTokens header = new HeaderTokens();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return header.resolve(request);
        }
        var protocols = request.getHeader(PROTOCOLS);
        return protocols != null && request.getRequestURI().equals(LiveEndpoint.PATH)
                ? fromProtocols(protocols)
                : null;
    }

    private static @Nullable String fromProtocols(String protocols) {
        var offered = protocols.split(",", -1);
        return offered.length == 2 && offered[0].strip().toLowerCase(Locale.ROOT).equals(PROTOCOL)
                ? offered[1].strip()
                : null;
    }
}
