package com.winemall.gateway.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import org.springframework.web.server.ServerWebExchange;

/// The trace a request belongs to: the caller's, if it came with one.
public final class RequestTrace {

    static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final String NO_ROUTE = "none";

    private final Span span;
    private final long began;
    private String route = NO_ROUTE;

    RequestTrace(Span span, long began) {
        this.span = span;
        this.began = began;
    }

    public static RequestTrace of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /// By which a request is found in the logs of all services.
    public String id() {
        return span.context().traceId();
    }

    public TraceContext context() {
        return span.context();
    }

    /// Says which route the request took; not its path, which could be anything.
    public void takes(String route) {
        this.route = route;
    }

    String route() {
        return route;
    }

    /// On the clock that only measures.
    long began() {
        return began;
    }

    void end(String name, String status) {
        if (!span.isNoop()) {
            span.name(name).tag("http.response.status_code", status);
        }
        span.end();
    }
}
