package com.winemall.notification.mail.ses;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks SES v2's `POST /v2/email/outbound-emails` over HTTP. It accepts every mail, unless told
/// to answer the next ones to an address otherwise.
public final class SesServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Answer>> plans = new ConcurrentHashMap<>();

    public SesServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v2/email/outbound-emails", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Answers the next requests for this address so, and all further ones as usual.
    public void plan(String address, Answer... answers) {
        plans.computeIfAbsent(address, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(answers));
    }

    /// Everything asked for, whatever the answer was.
    public List<Request> requestsTo(String address) {
        return requests.stream().filter(request -> request.to().equals(address)).toList();
    }

    /// What was accepted.
    public List<Request> mailsTo(String address) {
        return requestsTo(address).stream().filter(Request::accepted).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            var to = body.at("/Destination/ToAddresses/0").asString();
            var plan = plans.getOrDefault(to, new ConcurrentLinkedQueue<>()).poll();
            var answer = plan == null ? new Answer.Accept() : plan;
            requests.add(
                    new Request(
                            to,
                            body,
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            answer instanceof Answer.Accept));
            switch (answer) {
                case Answer.Accept _ ->
                        write(
                                exchange,
                                200,
                                "{\"MessageId\":\"ses-%d\"}".formatted(accepted.incrementAndGet()));
                case Answer.Fail(var status, var type, var message) -> {
                    exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
                    write(exchange, status, JSON.writeValueAsString(Map.of("message", message)));
                }
                case Answer.AcceptOnce(var gate) -> {
                    gate.await();
                    write(exchange, 200, "{\"MessageId\":\"late\"}");
                }
                case Answer.Drop _ -> {
                    // Closed without an answer.
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// What SES does with a request.
    public sealed interface Answer {

        Answer THROTTLE =
                new Fail(429, "TooManyRequestsException", "Maximum sending rate exceeded.");

        Answer BREAK = new Fail(500, "InternalServiceErrorException", "Try again later.");

        static Answer reject(String address) {
            return new Fail(400, "MessageRejected", "Email address is not verified: " + address);
        }

        record Accept() implements Answer {}

        record Fail(int status, String type, String message) implements Answer {}

        /// Answers when the gate opens.
        record AcceptOnce(CountDownLatch gate) implements Answer {}

        record Drop() implements Answer {}
    }

    /// A request to send a mail.
    public record Request(String to, JsonNode body, String authorization, boolean accepted) {

        public String from() {
            return body.at("/FromEmailAddress").asString();
        }

        public String subject() {
            return body.at("/Content/Simple/Subject/Data").asString();
        }

        public String text() {
            return body.at("/Content/Simple/Body/Text/Data").asString();
        }

        public String html() {
            return body.at("/Content/Simple/Body/Html/Data").asString();
        }
    }
}
