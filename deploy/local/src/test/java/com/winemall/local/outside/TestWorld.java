package com.winemall.local.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The outside world on ports of its own, and somebody who calls it.
final class TestWorld implements AutoCloseable {

    static final String OUTBOUND = "/v2/email/outbound-emails";

    static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer subscriber;
    private final BlockingQueue<JsonNode> feedback = new LinkedBlockingQueue<>();
    private final Place mailbox;
    private final Place factory;
    private final Place payments;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param status of the answer
    /// @param body null if there is none, or no JSON
    record Reply(HttpResponse<String> http, int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    private TestWorld(Path data, URI customer) {
        subscriber = subscriber();
        mailbox =
                Place.mailbox(
                        ANY_PORT,
                        data,
                        Clock.systemUTC(),
                        URI.create("http://127.0.0.1:" + subscriber.getAddress().getPort()));
        factory =
                Place.factory(
                        ANY_PORT,
                        data,
                        Clock.systemUTC(),
                        new FactoryCustomer(customer, FactoryCustomer.LOCAL_SECRET));
        payments = Place.payments(ANY_PORT, data, Clock.systemUTC());
    }

    /// Nobody takes in what the factory brings.
    static TestWorld over(Path data) {
        return over(data, URI.create("http://127.0.0.1:1/nobody"));
    }

    /// @param customer whom the factory delivers to
    static TestWorld over(Path data, URI customer) {
        return new TestWorld(data, customer);
    }

    Reply mailbox(String method, String path, String... body) {
        return call(mailbox.port(), request(method, body), path);
    }

    Reply factory(String method, String path, String... body) {
        return call(factory.port(), request(method, body), path);
    }

    Reply order(String key, String body) {
        var request = request("POST", body).header("Idempotency-Key", key);
        return call(factory.port(), request, "/production-orders");
    }

    Reply payments(String method, String path, String... body) {
        return call(payments.port(), request(method, body), path);
    }

    /// @param call as in `o-1/capture`
    Reply pay(String key, String call, String body) {
        var request = request("POST", body).header("Idempotency-Key", key);
        return call(payments.port(), request, "/payment-intents/" + call);
    }

    Reply send(String to, String subject, String text) {
        return mailbox("POST", OUTBOUND, email(to, subject, text, null).toString());
    }

    /// The next message SNS delivers.
    JsonNode feedback() throws InterruptedException {
        var message = feedback.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    JsonNode mails(String query) {
        return mailbox("GET", "/api/messages" + query).body();
    }

    /// As the AWS SDK writes it.
    static ObjectNode email(String to, String subject, String text, String html) {
        var email = JSON.createObjectNode();
        email.put("FromEmailAddress", "WineMall <no-reply@winemall.local>");
        email.putObject("Destination").putArray("ToAddresses").add(to);
        var simple = email.putObject("Content").putObject("Simple");
        simple.putObject("Subject").put("Data", subject).put("Charset", "UTF-8");
        var body = simple.putObject("Body");
        if (text != null) {
            body.putObject("Text").put("Data", text).put("Charset", "UTF-8");
        }
        if (html != null) {
            body.putObject("Html").put("Data", html).put("Charset", "UTF-8");
        }
        return email;
    }

    private HttpServer subscriber() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            feedback.add(JSON.readTree(exchange.getRequestBody()));
                            exchange.sendResponseHeaders(204, -1);
                        }
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest.Builder request(String method, String... body) {
        return HttpRequest.newBuilder()
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(String.join("", body)));
    }

    private Reply call(int port, HttpRequest.Builder request, String path) {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            var response = http.send(request.uri(uri).build(), BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(
                    response,
                    response.statusCode(),
                    type.contains("json") ? JSON.readTree(response.body()) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The servers go first: the JDK's one waits in vain for callers that hang up as it stops.
    @Override
    public void close() {
        mailbox.close();
        factory.close();
        payments.close();
        subscriber.stop(0);
        http.close();
    }
}
