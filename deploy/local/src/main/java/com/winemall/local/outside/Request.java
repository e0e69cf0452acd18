package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/// A request, read when it is asked.
final class Request {

    static final int BODY_BYTES_MAX = 1 << 20;

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final int KEY_LENGTH_MAX = 255;

    private final HttpExchange exchange;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /// The path's last part, if it is an id.
    Optional<UUID> uuid() {
        try {
            return Optional.of(UUID.fromString(path().substring(path().lastIndexOf('/') + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// A part of the path, counted from 0; empty if there are not so many.
    String part(int number) {
        var parts = path().split("/", -1);
        return number + 1 < parts.length ? parts[number + 1] : "";
    }

    /// Every call that has an effect comes with one.
    String idempotencyKey() {
        return header(KEY_HEADER)
                .filter(key -> !key.isBlank() && key.length() <= KEY_LENGTH_MAX)
                .orElseThrow(() ->
                        new Refused(
                                Problem.INVALID_REQUEST.answer(
                                        List.of(
                                                new InvalidField(
                                                        KEY_HEADER,
                                                        "must be sent as a header of 1 to %d characters"
                                                                .formatted(KEY_LENGTH_MAX))))));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    Optional<String> parameter(String name) {
        var query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && decoded(pair[0]).equals(name))
                .map(pair -> decoded(pair[1]))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    int parameter(String name, int usual, int min, int max) {
        var value = parameter(name).orElse("" + usual);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a number out of bounds is.
        }
        throw invalid("%s must be a number from %d to %d".formatted(name, min, max));
    }

    byte[] body() throws IOException {
        var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new Refused(
                    Problem.PAYLOAD_TOO_LARGE
                            .answer("At most " + BODY_BYTES_MAX + " bytes are read")
                            .with("Connection", "close"));
        }
        return body;
    }

    <T> T body(Class<T> type) throws IOException {
        try {
            T value = Json.strict(type).readValue(body());
            if (value == null) {
                throw invalid("The body has to be a JSON object");
            }
            return value;
        } catch (JacksonException e) {
            throw invalid(e.getOriginalMessage());
        }
    }

    private static Refused invalid(String detail) {
        return new Refused(Problem.INVALID_REQUEST.answer(detail));
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }
}
