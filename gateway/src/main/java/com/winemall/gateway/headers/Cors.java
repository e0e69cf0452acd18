package com.winemall.gateway.headers;

import com.winemall.gateway.limits.ClientAddresses;
import com.winemall.gateway.problems.Problem;
import com.winemall.gateway.problems.ProblemAnswers;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets pages of named origins call us, and answers the browsers that ask beforehand.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class Cors implements WebFilter {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /// What a page may read of an answer, beside its body.
    private static final List<String> READABLE =
            List.of("Location", "Retry-After", "Preference-Applied", ResponseHeaders.REQUEST_ID);

    private final CorsConfiguration configuration = new CorsConfiguration();
    private final DefaultCorsProcessor processor = new Processor();
    private final ClientAddresses addresses;
    private final ProblemAnswers answers;

    Cors(CorsSettings settings, ClientAddresses addresses, ProblemAnswers answers) {
        configuration.setAllowedOriginPatterns(settings.allowedOrigins());
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(READABLE);
        configuration.setMaxAge(settings.rememberedFor());
        this.addresses = addresses;
        this.answers = answers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin == null || origin.equalsIgnoreCase(ourOrigin(request))) {
            return chain.filter(exchange);
        }
        if (!processor.process(configuration, exchange)) {
            return answers.write(
                    exchange, Problem.FORBIDDEN, "Pages of this origin may not call us");
        }
        return CorsUtils.isPreFlightRequest(request) ? Mono.empty() : chain.filter(exchange);
    }

    /// As the browser sees it, which is not how it looks behind a proxy that ends TLS.
    private String ourOrigin(ServerHttpRequest request) {
        var scheme = addresses.isSecure(request) ? "https://" : "http://";
        return scheme + request.getHeaders().getFirst(HttpHeaders.HOST);
    }

    /// Leaves the refusal to us.
    private static final class Processor extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {}
    }
}
