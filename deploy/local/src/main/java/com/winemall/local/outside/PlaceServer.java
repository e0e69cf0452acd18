package com.winemall.local.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An HTTP server with a virtual thread for every request.
final class PlaceServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PlaceServer.class);

    /// Connections waiting to be accepted: a crowd may come at once.
    private static final int BACKLOG_MAX = 1024;

    private static final int STOP_SECONDS_MAX = 1;
    private static final int SEND_BUFFER_BYTES = 1 << 13;

    static {
        // Without it an answer's body waits for the acknowledgement of its head: 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private PlaceServer(HttpServer server) {
        this.server = server;
    }

    /// Takes the port. Whoever connects waits until [#serve] is called.
    ///
    /// @param at with port 0 for any free one
    static PlaceServer bind(InetSocketAddress at) {
        try {
            return new PlaceServer(HttpServer.create(at, BACKLOG_MAX));
        } catch (IOException e) {
            throw new UncheckedIOException(at + " cannot be had", e);
        }
    }

    void serve(Routes routes) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, routes));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(STOP_SECONDS_MAX);
        threads.close();
    }

    private static void handle(HttpExchange exchange, Routes routes) {
        try (exchange) {
            var answer = answer(exchange, routes);
            if (answer.isGiven()) {
                send(exchange, answer);
            }
        } catch (IOException e) {
            log.debug("a caller went away", e);
        }
    }

    private static Answer answer(HttpExchange exchange, Routes routes) throws IOException {
        try {
            return routes.answer(new Request(exchange));
        } catch (Refused e) {
            return e.answer();
        } catch (RuntimeException e) {
            log.error("a request failed", e);
            return Problem.INTERNAL_ERROR.answer("See the log");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        // Mails are strangers' words: nothing may take them for a page or a script.
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        answer.headers().forEach(headers::set);
        exchange.sendResponseHeaders(answer.status(), announced(answer.length()));
        try (var out = new BufferedOutputStream(exchange.getResponseBody(), SEND_BUFFER_BYTES)) {
            answer.body().writeTo(out);
        }
    }

    /// A body's length the way the JDK's server wants to hear it.
    private static long announced(long length) {
        return length == 0 ? -1 : Math.max(length, 0);
    }
}
