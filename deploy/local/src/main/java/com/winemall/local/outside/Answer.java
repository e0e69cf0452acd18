package com.winemall.local.outside;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is answered to a request.
///
/// @param length of the body in bytes, or [#UNKNOWN]
record Answer(int status, Map<String, String> headers, long length, Body body) {

    /// The length of what is too much to have in memory at once.
    static final long UNKNOWN = -1;

    /// The status of what is not answered.
    private static final int NONE = 0;

    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    /// No answer at all: the connection ends.
    static Answer hangUp() {
        return new Answer(NONE, Map.of(), 0, _ -> {});
    }

    /// A refusal that another try may not get.
    static Answer later(Problem problem, String detail) {
        return problem.answer(detail).with("Retry-After", "1");
    }

    boolean isGiven() {
        return status != NONE;
    }

    static Answer nothing() {
        return new Answer(204, Map.of(), 0, _ -> {});
    }

    static Answer json(int status, Object value) {
        return bytes(status, "application/json", Json.written(value));
    }

    static Answer problem(int status, Map<String, Object> fields) {
        return bytes(status, "application/problem+json", Json.written(fields));
    }

    static Answer bytes(int status, String type, byte[] bytes) {
        return new Answer(
                status, Map.of("Content-Type", type), bytes.length, out -> out.write(bytes));
    }

    static Answer streamedJson(Body body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), UNKNOWN, body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, length, body);
    }
}
