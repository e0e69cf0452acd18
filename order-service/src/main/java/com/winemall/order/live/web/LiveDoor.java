package com.winemall.order.live.web;

import com.winemall.contracts.CustomerId;
import com.winemall.order.live.LiveSettings;
import com.winemall.order.live.Pages;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.ProblemAnswers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Asks who wants to open a page, and whether there is room, while the answer can still be a
/// problem. The token itself was checked before, as every request's is.
@Component
class LiveDoor implements HandshakeInterceptor {

    private static final String VISITOR = "visitor";

    private final Pages pages;
    private final ProblemAnswers answers;
    private final LiveSettings settings;
    private final Clock clock;

    LiveDoor(Pages pages, ProblemAnswers answers, LiveSettings settings, Clock clock) {
        this.pages = pages;
        this.answers = answers;
        this.settings = settings;
        this.clock = clock;
    }

    static Visitor visitor(Map<String, Object> attributes) {
        if (attributes.get(VISITOR) instanceof Visitor visitor) {
            return visitor;
        }
        throw new IllegalStateException("a page nobody let in");
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        var visitor = visitorOf(request);
        if (visitor == null) {
            header(response, HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            return refuse(
                    request,
                    response,
                    CommonProblem.UNAUTHENTICATED,
                    "The access token has expired");
        }
        attributes.put(VISITOR, visitor);
        return switch (pages.room(visitor.customer())) {
            case ENOUGH -> true;
            case NONE_FOR_THIS_CUSTOMER -> {
                var retryAfter = settings.heartbeat().toSeconds();
                header(response, HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
                yield refuse(
                        request,
                        response,
                        CommonProblem.TOO_MANY_REQUESTS,
                        "At most " + settings.pagesPerCustomerMax() + " pages may be open");
            }
            case NONE_AT_ALL ->
                    refuse(
                            request,
                            response,
                            CommonProblem.SERVICE_UNAVAILABLE,
                            "Please try again in a moment");
        };
    }

    /// Nobody, if the token is good only by what clocks are granted, or for ever: how long may the
    /// page be told?
    private @Nullable Visitor visitorOf(ServerHttpRequest request) {
        if (!(request.getPrincipal() instanceof JwtAuthenticationToken authentication)) {
            return null;
        }
        var token = authentication.getToken();
        var until = token.getExpiresAt();
        return until == null || !clock.instant().isBefore(until)
                ? null
                : new Visitor(new CustomerId(UUID.fromString(token.getSubject())), until);
    }

    private boolean refuse(
            ServerHttpRequest request,
            ServerHttpResponse response,
            CommonProblem problem,
            String detail)
            throws IOException {
        answers.write(
                ((ServletServerHttpRequest) request).getServletRequest(),
                servletResponse(response),
                problem,
                detail);
        return false;
    }

    private static void header(ServerHttpResponse response, String name, String value) {
        servletResponse(response).setHeader(name, value);
    }

    private static HttpServletResponse servletResponse(ServerHttpResponse response) {
        return ((ServletServerHttpResponse) response).getServletResponse();
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // A page is open only once its connection is.
    }

    /// Somebody whose token was good.
    ///
    /// @param until when it is no longer
    record Visitor(CustomerId customer, Instant until) {}
}
