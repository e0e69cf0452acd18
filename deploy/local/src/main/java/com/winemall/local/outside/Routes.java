package com.winemall.local.outside;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which request is answered by what. A path is exact, or has `{id}` for one of its last two parts.
final class Routes {

    private static final String ANY_ID = "{id}";

    @FunctionalInterface
    interface Handler {
        /// @throws IOException if the caller is gone before everything was read
        Answer answer(Request request) throws IOException;
    }

    private final Map<String, Map<String, Handler>> methodsByPath = new LinkedHashMap<>();

    Routes() {
        on("GET", "/health", _ -> Answer.json(200, Map.of("status", "UP")));
    }

    void on(String method, String path, Handler handler) {
        methodsByPath.computeIfAbsent(path, _ -> new TreeMap<>()).put(method, handler);
    }

    Answer answer(Request request) throws IOException {
        var methods = methods(request.path());
        if (methods == null) {
            return Problem.NOT_FOUND.answer(request.path() + " is not served here");
        }
        var handler = methods.get(request.method());
        if (handler == null) {
            return Problem.METHOD_NOT_ALLOWED
                    .answer(request.method() + " is not served here")
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return handler.answer(request);
    }

    private @Nullable Map<String, Handler> methods(String path) {
        var exact = methodsByPath.get(path);
        if (exact != null) {
            return exact;
        }
        int last = path.lastIndexOf('/');
        var byLast = methodsByPath.get(path.substring(0, last + 1) + ANY_ID);
        if (byLast != null || last <= 0) {
            return byLast;
        }
        int before = path.lastIndexOf('/', last - 1);
        return methodsByPath.get(path.substring(0, before + 1) + ANY_ID + path.substring(last));
    }
}
