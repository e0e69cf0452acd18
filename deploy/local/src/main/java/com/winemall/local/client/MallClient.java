package com.winemall.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the mall over HTTP, as anybody would.
public final class MallClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI gateway;
    private final HttpClient http;

    public MallClient(URI gateway) {
        this.gateway = gateway;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    public Answer get(String path, @Nullable String token) {
        return send(request(path, token).GET().build());
    }

    public Answer post(String path, @Nullable String token, Object body) {
        return post(path, token, body, Map.of());
    }

    public Answer post(
            String path, @Nullable String token, Object body, Map<String, String> headers) {
        var request =
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        headers.forEach(request::header);
        return send(request.build());
    }

    public Answer put(String path, @Nullable String token, Object body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build());
    }

    public Answer delete(String path, @Nullable String token) {
        return send(request(path, token).DELETE().build());
    }

    /// Logs a member in.
    ///
    /// @return the access token
    public String login(String email, String password) {
        return post("/api/auth/login", null, Map.of("email", email, "password", password))
                .expect(200)
                .body()
                .get("accessToken")
                .asString();
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            var body = response.body();
            return new Answer(
                    request.method() + " " + request.uri(),
                    response.statusCode(),
                    body.length == 0 ? JSON.nullNode() : parse(body));
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.getNodeFactory().stringNode(new String(body, StandardCharsets.UTF_8));
        }
    }

    /// @param request what was asked, for messages
    public record Answer(String request, int status, JsonNode body) {

        /// @throws UnexpectedAnswer if the status is another one
        public Answer expect(int... statuses) {
            for (int expected : statuses) {
                if (status == expected) {
                    return this;
                }
            }
            throw new UnexpectedAnswer(this);
        }

        /// The elements of a JSON array.
        public List<JsonNode> list() {
            return List.copyOf(body.valueStream().toList());
        }
    }
}
