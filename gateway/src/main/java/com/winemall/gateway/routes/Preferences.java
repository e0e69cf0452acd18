package com.winemall.gateway.routes;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/// `Prefer: wait=5` of RFC 7240: how many seconds the caller would rather wait than ask again.
final class Preferences {

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?=[,;]|$)");

    private Preferences() {}

    static boolean includeWait(ServerWebExchange exchange) {
        return wait(exchange.getRequest().getHeaders()) != null;
    }

    static @Nullable Duration wait(HttpHeaders headers) {
        for (var preferences : headers.getOrEmpty("Prefer")) {
            var wait = WAIT.matcher(preferences.toLowerCase(Locale.ROOT));
            if (wait.find()) {
                return Duration.ofSeconds(Long.parseLong(wait.group(1)));
            }
        }
        return null;
    }
}
