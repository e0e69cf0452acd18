package com.winemall.user;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as its clients see it.
public final class Api {

    public static final String PASSWORD = "correct horse battery";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Environment environment;
    private final HttpClient client = HttpClient.newHttpClient();

    Api(Environment environment) {
        this.environment = environment;
    }

    public static String anAddress() {
        return "Anna." + UUID.randomUUID() + "@Example.test";
    }

    public static Map<String, Object> signUpOf(String email) {
        return Map.of("email", email, "password", PASSWORD, "name", "Anna");
    }

    /// Somebody who has just joined and logged in.
    public Account aMember() {
        var email = anAddress();
        var joined = post("/api/users", signUpOf(email));
        if (joined.status() != 201) {
            throw new IllegalStateException("cannot join: " + joined);
        }
        var tokens = login(email, PASSWORD);
        return new Account(
                joined.text("id"), email, tokens.text("accessToken"), tokens.text("refreshToken"));
    }

    public String administratorToken() {
        return login("admin@winemall.local", "winemall-admin").text("accessToken");
    }

    public Answer login(String email, String password) {
        return post("/api/auth/login", Map.of("email", email, "password", password));
    }

    public Answer refresh(String refreshToken) {
        return post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    public Answer logout(String refreshToken) {
        return post("/api/auth/logout", Map.of("refreshToken", refreshToken));
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, json(body), headers);
    }

    public Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, json(body), headers);
    }

    /// The header of an access token.
    public static String[] bearer(String accessToken) {
        return new String[] {"Authorization", "Bearer " + accessToken};
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        var uri = "http://127.0.0.1:" + environment.getProperty("local.server.port") + path;
        var request =
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", "application/json")
                        .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no answer to " + method + " " + path, e);
        }
    }

    /// A string is sent as it is.
    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(
                body instanceof String text ? text : JSON.writeValueAsString(body));
    }

    public record Account(String id, String email, String accessToken, String refreshToken) {

        public String[] bearer() {
            return Api.bearer(accessToken);
        }
    }

    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text(String field) {
            return json().required(field).asString();
        }

        /// Status and code, as in `409 EMAIL_TAKEN`; the status alone if it is no problem.
        public String outcome() {
            var problem =
                    headers.firstValue("Content-Type")
                            .filter(type -> type.startsWith("application/problem+json"));
            return problem.isEmpty() ? "" + status : status + " " + text("code");
        }

        public String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }
    }
}
