package com.winemall.order.ordering.web;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `Prefer: wait=…` of RFC 7240: how long a customer would rather wait for an answer than come back
/// for it.
final class Preference {

    static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?", Pattern.CASE_INSENSITIVE);

    private Preference() {}

    /// @param header `Prefer`, which may hold other preferences, too
    /// @return at most half a minute; null if there is no such wish
    static @Nullable Duration wait(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var wish = WAIT.matcher(header);
        if (!wish.find()) {
            return null;
        }
        var wanted = Duration.ofSeconds(Long.parseLong(wish.group(1)));
        return wanted.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wanted;
    }
}
