package com.winemall.coupon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.contracts.CustomerId;
import com.winemall.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as a client sees it.
public record Api(int port, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Made once for each person, as theirs are: signing takes longer than most calls.
    private static final Map<CustomerId, String> TOKENS = new ConcurrentHashMap<>();

    public Api as(CustomerId customer) {
        return with(
                "Authorization",
                "Bearer " + TOKENS.computeIfAbsent(customer, TestTokens::customer));
    }

    public Api asAdmin(CustomerId admin) {
        return with("Authorization", "Bearer " + TestTokens.admin(admin));
    }

    public Api withKey(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    public Api with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(port, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    /// The lines of an answer that is not JSON as a whole.
    public List<JsonNode> lines(String path) {
        return request("GET", path, null).body().lines().map(JSON::readTree).toList();
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, String body) {
        return Answer.of(request(method, path, body));
    }

    private HttpResponse<String> request(String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String encoded(String pathSegment) {
        return URLEncoder.encode(pathSegment, UTF_8).replace("+", "%20");
    }

    /// What came back.
    public record Answer(
            int status, Optional<String> location, Optional<String> retryAfter, JsonNode body) {

        static Answer of(HttpResponse<String> response) {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Location"),
                    response.headers().firstValue("Retry-After"),
                    JSON.readTree(response.body().isEmpty() ? "null" : response.body()));
        }

        public String text(String field) {
            return body.path(field).asString(null);
        }

        /// Status and code of a refusal.
        public String refusal() {
            return status + " " + text("code");
        }

        /// What a 400 says is wrong.
        public List<String> wrongFields() {
            return StreamSupport.stream(body.path("errors").spliterator(), false)
                    .map(error -> error.path("field").asString())
                    .toList();
        }
    }
}
