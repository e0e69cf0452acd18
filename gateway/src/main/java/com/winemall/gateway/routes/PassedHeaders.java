package com.winemall.gateway.routes;

import com.winemall.gateway.limits.ClientAddresses;
import com.winemall.gateway.tracing.RequestTrace;
import io.micrometer.tracing.propagation.Propagator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// Which headers go on to a service, and which of its own come back.
@Component
class PassedHeaders {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    /// Meant for the next hop only (RFC 9110), or decided by whoever makes the next one.
    private static final List<String> OF_ONE_HOP =
            List.of(
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "Proxy-Connection",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade");

    /// What a client says about where it comes from, and about which trace it belongs to, is told
    /// in our words or not at all.
    private static final HttpHeaders NOT_SENT =
            names(
                    OF_ONE_HOP,
                    List.of(
                            "Expect",
                            "Forwarded",
                            "X-Forwarded",
                            FORWARDED_FOR,
                            "X-Forwarded-Host",
                            "X-Forwarded-Port",
                            "X-Forwarded-Prefix",
                            FORWARDED_PROTO,
                            "X-Forwarded-Ssl",
                            "X-Real-IP",
                            "traceparent",
                            "tracestate",
                            "baggage"));

    /// What a service runs on is nobody's business, and the door has said the rest itself.
    private static final HttpHeaders NOT_RETURNED =
            names(
                    OF_ONE_HOP,
                    List.of(
                            "Server",
                            "X-Powered-By",
                            "X-XSS-Protection",
                            "X-Content-Type-Options",
                            "X-Frame-Options",
                            "Referrer-Policy",
                            "Strict-Transport-Security",
                            "X-Request-Id"));

    private final ClientAddresses addresses;
    private final Propagator propagator;

    PassedHeaders(ClientAddresses addresses, Propagator propagator) {
        this.addresses = addresses;
        this.propagator = propagator;
    }

    void send(ServerWebExchange exchange, HttpHeaders received, HttpHeaders sent) {
        copy(received, NOT_SENT, sent);
        var request = exchange.getRequest();
        sent.set(FORWARDED_FOR, addresses.of(request).getHostAddress());
        sent.set(FORWARDED_PROTO, addresses.isSecure(request) ? "https" : "http");
        var trace = RequestTrace.of(exchange).context();
        propagator.inject(trace, sent, (_, name, value) -> sent.set(name, value));
    }

    void giveBack(HttpHeaders received, HttpHeaders sent) {
        copy(received, NOT_RETURNED, sent);
    }

    private static void copy(HttpHeaders from, HttpHeaders except, HttpHeaders to) {
        for (Map.Entry<CharSequence, CharSequence> header :
                (Iterable<Map.Entry<CharSequence, CharSequence>>) from::iteratorCharSequence) {
            if (!except.contains(header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        }
        for (var options : from.getAll(HttpHeaderNames.CONNECTION)) {
            for (var option : options.split(",", -1)) {
                to.remove(option.strip());
            }
        }
    }

    private static HttpHeaders names(List<String> some, List<String> more) {
        var names = new DefaultHttpHeaders();
        some.forEach(name -> names.set(name, ""));
        more.forEach(name -> names.set(name, ""));
        return names;
    }
}
