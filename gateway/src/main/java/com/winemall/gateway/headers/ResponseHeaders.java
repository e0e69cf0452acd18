package com.winemall.gateway.headers;

import com.winemall.gateway.limits.ClientAddresses;
import com.winemall.gateway.tracing.RequestTrace;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Says on every answer how it may be used, and by which name it is found in the logs.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ResponseHeaders implements WebFilter {

    /// Also the name under which a customer can ask about a failure.
    static final String REQUEST_ID = "X-Request-Id";

    private final ClientAddresses addresses;

    ResponseHeaders(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getResponse().getHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        if (addresses.isSecure(exchange.getRequest())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        headers.set(REQUEST_ID, RequestTrace.of(exchange).id());
        return chain.filter(exchange);
    }
}
