package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class BodyIT {

    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
    private static final int ALLOWED = 256 * 1024;

    private final int port;

    BodyIT(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused() {
        var answer = post(BodyPublishers.ofByteArray(new byte[TWO_MEGABYTES]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_that_turns_out_to_be_too_large_is_refused() {
        var answer = post(chunked(TWO_MEGABYTES));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void bodies_of_every_allowed_size_pass_whole() {
        for (int size : new int[] {1, 100, 16 * 1024, 16 * 1024 + 1, ALLOWED}) {
            assertThat(
                            post(BodyPublishers.ofByteArray(new byte[size]))
                                    .json()
                                    .path("length")
                                    .asInt())
                    .isEqualTo(size);
            assertThat(post(chunked(size)).json().path("length").asInt()).isEqualTo(size);
        }
        assertThat(post(BodyPublishers.noBody()).json().path("length").asInt()).isZero();
    }

    @Test
    void too_large_bodies_are_not_held_against_the_service() {
        for (int i = 0; i < 10; i++) {
            post(chunked(ALLOWED + 1));
        }

        assertThat(post(chunked(1)).status()).isEqualTo(200);
    }

    @Test
    void callers_who_never_send_their_body_are_not_held_against_the_service() throws IOException {
        var sockets = new Socket[12];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new Socket(InetAddress.getLoopbackAddress(), port);
            write(
                    sockets[i],
                    "POST /api/orders HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + Tokens.of(Client.somebody()),
                    "X-Forwarded-For: " + Client.freshAddress(),
                    "Content-Length: 10");
        }
        for (var socket : sockets) {
            socket.close();
        }

        assertThat(post(chunked(1)).status()).isEqualTo(200);
    }

    /// Reactor Netty up to 1.3.7 stopped reading from a connection whose next request came early.
    @Test
    void a_connection_survives_bodies_nobody_wanted() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(5000);
            for (int i = 0; i < 200; i++) {
                write(
                        socket,
                        "POST /api/orders HTTP/1.1",
                        "Host: localhost",
                        "X-Forwarded-For: " + Client.freshAddress(),
                        "Content-Length: 2");
                socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(statusLine(socket)).startsWith("HTTP/1.1 401 ");
                write(socket, "GET /nothing HTTP/1.1", "Host: localhost");
                assertThat(statusLine(socket)).startsWith("HTTP/1.1 404 ");
            }
        }
    }

    @Test
    void a_caller_who_asks_before_sending_a_body_is_told_to_go_on_or_not() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            write(
                    socket,
                    "POST /api/auth/login HTTP/1.1",
                    "Host: localhost",
                    "X-Forwarded-For: " + Client.freshAddress(),
                    "Expect: 100-continue",
                    "Content-Length: 2");
            assertThat(line(socket)).startsWith("HTTP/1.1 100 ");
            assertThat(line(socket)).isEmpty();
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 200 ");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            write(
                    socket,
                    "POST /api/auth/login HTTP/1.1",
                    "Host: localhost",
                    "X-Forwarded-For: " + Client.freshAddress(),
                    "Expect: 100-continue",
                    "Content-Length: 2000000");
            assertThat(line(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_request_that_is_no_http_is_refused_in_words() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(
                    socket,
                    "GET /api/products?q=a|b^{} HTTP/1.1",
                    "Host: localhost",
                    "Connection: close");

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("INVALID_REQUEST");
        }
    }

    @Test
    void two_lengths_cannot_smuggle_a_request_past_the_door() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(
                    socket,
                    "POST /api/orders HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + Tokens.of(Client.somebody()),
                    "X-Forwarded-For: " + Client.freshAddress(),
                    "Connection: close, content-length",
                    "Content-Length: 40",
                    "Transfer-Encoding: chunked",
                    "",
                    "2",
                    "{}",
                    "0");

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
    }

    private Client.Answer post(BodyPublisher body) {
        var client = Client.of(port);
        return client.send(
                client.to("/api/orders")
                        .header("Authorization", "Bearer " + Tokens.of(Client.somebody()))
                        .POST(body));
    }

    /// Reads one answer to its end, which Content-Length tells.
    private static String statusLine(Socket socket) throws IOException {
        var status = line(socket);
        int length = 0;
        for (var header = line(socket); !header.isEmpty(); header = line(socket)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
        return status;
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            assertThat(next).isNotNegative();
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    private static void write(Socket socket, String... lines) throws IOException {
        var request = String.join("\r\n", lines) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
