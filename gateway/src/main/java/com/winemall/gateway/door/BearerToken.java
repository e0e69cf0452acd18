package com.winemall.gateway.door;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Where callers put their access token.
final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String PROTOCOL = "bearer";
    private static final String NONE_OF_OURS = "";

    private BearerToken() {}

    /// The token, or something that is no good if there is anything else in its place; nothing if
    /// nobody tried.
    static @Nullable String of(ServerHttpRequest request) {
        var headers = request.getHeaders();
        var authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? authorization.substring(SCHEME.length()).strip()
                    : NONE_OF_OURS;
        }
        var protocols = headers.getFirst(PROTOCOLS);
        return protocols == null ? null : fromProtocols(protocols);
    }

    /// A browser cannot send other headers when it opens a WebSocket: `bearer, <accessToken>`.
    private static @Nullable String fromProtocols(String protocols) {
        var offered = protocols.split(",", -1);
        return offered.length == 2 && offered[0].strip().toLowerCase(Locale.ROOT).equals(PROTOCOL)
                ? offered[1].strip()
                : null;
    }
}
