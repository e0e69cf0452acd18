package com.winemall.starter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks HTTP as a stranger's client would: it sends the bytes it is given, whatever they are.
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final List<String> headers;

    private Http(int port, List<String> headers) {
        this.port = port;
        this.headers = headers;
    }

    public static Http at(int port) {
        return new Http(port, List.of());
    }

    /// The same with one more header on every request.
    public Http with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Http(port, more);
    }

    public Http withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /// Sends JSON, saying how long it is.
    public Answer post(String path, String json) {
        return with("Content-Type", "application/json")
                .send("POST", path, BodyPublishers.ofString(json));
    }

    /// Sends JSON in chunks, not saying how long it is.
    public Answer postInChunks(String path, String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return with("Content-Type", "application/json")
                .send(
                        "POST",
                        path,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }

    /// Sends JSON and does not wait.
    public CompletableFuture<Answer> postAsync(String path, String json) {
        return CLIENT.sendAsync(
                        with("Content-Type", "application/json")
                                .request("POST", path, BodyPublishers.ofString(json)),
                        BodyHandlers.ofString())
                .thenApply(Answer::of);
    }

    public Answer send(String method, String path, BodyPublisher body) {
        try {
            return Answer.of(CLIENT.send(request(method, path, body), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .method(method, body);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request.build();
    }

    /// What came back.
    public record Answer(int status, HttpHeaders headers, String body) {

        private static Answer of(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.headers(), response.body());
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }
}
