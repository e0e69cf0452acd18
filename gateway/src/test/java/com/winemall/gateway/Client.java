package com.winemall.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who calls the gateway, from an address nobody else calls from.
final class Client {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = http("127.0.0.1");
    private static final HttpClient FAR_AWAY = http("127.0.0.77");

    private final int port;
    private final String address;
    private final HttpClient http;

    private Client(int port, String address, HttpClient http) {
        this.port = port;
        this.address = address;
        this.http = http;
    }

    static Client of(int port) {
        return from(port, freshAddress());
    }

    static Client from(int port, String address) {
        return new Client(port, address, HTTP);
    }

    /// Does not come through our proxy, whatever it says.
    static Client claimingToCallFor(int port, String address) {
        return new Client(port, address, FAR_AWAY);
    }

    static String freshAddress() {
        var random = ThreadLocalRandom.current();
        return "10.%d.%d.%d"
                .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(1, 255));
    }

    static String somebody() {
        return UUID.randomUUID().toString();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Forwarded-For", address);
    }

    Answer get(String path, String... headers) {
        return send(with(to(path), headers).GET());
    }

    Answer post(String path, String... headers) {
        return send(
                with(to(path), headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")));
    }

    /// As a member nobody has heard of before.
    Answer getAsSomebody(String path, String... headers) {
        return send(
                with(to(path), headers)
                        .header("Authorization", "Bearer " + Tokens.of(somebody()))
                        .GET());
    }

    Answer send(HttpRequest.Builder request) {
        long start = System.nanoTime();
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpClient http(String local) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(local))
                    .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param took from the request to the whole answer
    record Answer(HttpResponse<String> response, Duration took) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return String.join(", ", response.headers().allValues(name));
        }

        JsonNode json() {
            return JSON.readTree(body());
        }

        String code() {
            return json().path("code").asString();
        }

        String service() {
            return json().path("service").asString();
        }

        /// A header as the service received it.
        String received(String name) {
            for (Map.Entry<String, JsonNode> header : json().path("headers").properties()) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue().asString();
                }
            }
            return "";
        }
    }
}
