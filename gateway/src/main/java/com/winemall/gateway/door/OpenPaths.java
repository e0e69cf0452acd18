package com.winemall.gateway.door;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// What needs no token.
final class OpenPaths {

    private static final List<PathPattern> TO_READ =
            patterns(
                    "/api/products",
                    "/api/products/*",
                    "/api/events",
                    "/api/events/*",
                    "/api/events/*/statistics",
                    "/api/events/*/admissions",
                    "/api/coupon-campaigns",
                    "/api/coupon-campaigns/*",
                    "/api/coupon-campaigns/*/statistics",
                    "/.well-known/**",
                    "/docs/**");

    private static final List<PathPattern> TO_POST = patterns("/api/users");

    /// Whoever logs in has no token yet; the factory's deliveries, the links in mails and what SES
    /// says of mails are signed instead.
    private static final List<PathPattern> TO_ALL =
            patterns(
                    "/api/auth/**",
                    "/api/factory/**",
                    "/api/restock-subscriptions/unsubscribe",
                    "/api/ses/notifications");

    private OpenPaths() {}

    static boolean include(ServerHttpRequest request) {
        var path = request.getPath().pathWithinApplication();
        var method = request.getMethod();
        if (matches(TO_ALL, path)) {
            return true;
        }
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return matches(TO_READ, path);
        }
        return method.equals(HttpMethod.POST) && matches(TO_POST, path);
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        for (var pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static List<PathPattern> patterns(String... paths) {
        return Stream.of(paths).map(PathPatternParser.defaultInstance::parse).toList();
    }
}
