package com.winemall.notification.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.winemall.notification.mail.ses.SesServer;
import com.winemall.test.ServiceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

// The service stops here, while its backends are there, and not with them when the JVM ends.
@DirtiesContext
@ServiceTest
@TestPropertySource(
        properties = {
            "winemall.dead-letter-digest.operations-address=ops@example.com",
            // The test looks itself.
            "winemall.dead-letter-digest.look-interval=1h",
            "winemall.mail.staff-language=EN",
            "winemall.mail.unsubscribe.secret=a secret that is long enough for a test",
            "winemall.mail.ses.access-key=key",
            "winemall.mail.ses.secret-key=secret"
        })
class DeadLetterDigestIT {

    private static final String ADDRESS_OF = "winemall.dead-letter-digest.services.";
    private static final SesServer SES = new SesServer();
    private static final AtomicReference<String> ORDERS = new AtomicReference<>(waiting());
    private static final HttpServer SERVICES = serve();

    private final DeadLetterDigest digest;
    private final JdbcClient jdbc;

    DeadLetterDigestIT(DeadLetterDigest digest, JdbcClient jdbc) {
        this.digest = digest;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        var here = "http://127.0.0.1:" + SERVICES.getAddress().getPort();
        properties.add("winemall.mail.ses.endpoint", SES::uri);
        for (var service :
                List.of(
                        "user-service",
                        "product-service",
                        "order-orchestrator",
                        "notification-service")) {
            properties.add(ADDRESS_OF + service, () -> here + "/none");
        }
        properties.add(ADDRESS_OF + "order-service", () -> here);
        // Nobody listens there.
        properties.add(ADDRESS_OF + "coupon-service", () -> "http://127.0.0.1:1");
    }

    @Test
    void operations_hear_of_waiting_letters_at_most_once_an_hour_until_none_waits() {
        digest.look();
        assertThat(digests()).isZero();

        ORDERS.set(waiting("order.outcomes", "product.replies"));
        IntStream.range(0, 8).parallel().forEach(_ -> digest.look());
        await().until(() -> SES.mailsTo("ops@example.com").size() == 1);
        var mail = SES.mailsTo("ops@example.com").getFirst();
        assertThat(mail.subject()).isEqualTo("[WineMall] Dead letters waiting: 6");
        assertThat(mail.text())
                .contains("- order-service: 3 of order.outcomes (orders), the first since Friday, ")
                .contains("- order-service: 3 of product.replies (orders)")
                .contains("- coupon-service could not be asked\n")
                .doesNotContain("user-service");
        digest.look();
        assertThat(digests()).isEqualTo(1);

        anHourLater();
        digest.look();
        assertThat(digests()).isEqualTo(2);

        anHourLater();
        ORDERS.set(waiting());
        digest.look();
        assertThat(digests()).isEqualTo(2);
    }

    private void anHourLater() {
        jdbc.sql("update dead_letter_digest set due_at = due_at - interval '1 hour'").update();
    }

    private long digests() {
        return jdbc.sql("select count(*) from mail where kind = 'DEAD_LETTERS'")
                .query(Long.class)
                .single();
    }

    private static String waiting(String... topics) {
        var each =
                """
                {"topic":"%s","consumer":"orders","waiting":3,"oldestAt":"2026-11-20T10:00:00Z"}
                """;
        return "{\"waiting\":["
                + String.join(",", List.of(topics).stream().map(each::formatted).toList())
                + "]}";
    }

    private static HttpServer serve() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        var path = exchange.getRequestURI().getPath();
                        var body =
                                (path.startsWith("/none") ? waiting() : ORDERS.get())
                                        .getBytes(UTF_8);
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, body.length);
                        try (var out = exchange.getResponseBody()) {
                            out.write(body);
                        }
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
