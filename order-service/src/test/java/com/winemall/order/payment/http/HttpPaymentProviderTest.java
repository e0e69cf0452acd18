package com.winemall.order.payment.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.winemall.contracts.OrderId;
import com.winemall.order.payment.Charge;
import com.winemall.order.payment.PaymentProvider;
import com.winemall.order.payment.PaymentProvider.AlreadyCaptured;
import com.winemall.order.payment.PaymentProvider.Authorized;
import com.winemall.order.payment.PaymentProvider.CaptureRefused;
import com.winemall.order.payment.PaymentProvider.Captured;
import com.winemall.order.payment.PaymentProvider.Declined;
import com.winemall.order.payment.PaymentProvider.Intent;
import com.winemall.order.payment.PaymentProvider.Money;
import com.winemall.order.payment.PaymentProvider.NotCaptured;
import com.winemall.order.payment.PaymentProvider.NotDone;
import com.winemall.order.payment.PaymentProvider.NotKnown;
import com.winemall.order.payment.PaymentProvider.Refunded;
import com.winemall.order.payment.PaymentProvider.Released;
import com.winemall.order.payment.PaymentProvider.Unknown;
import com.winemall.order.payment.PaymentToken;
import com.winemall.order.payment.http.ProviderSettings.Breaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.client.RestClient;

/// What the provider's answers mean, with a provider that answers what it is told to.
class HttpPaymentProviderTest {

    private static final OrderId ORDER = new OrderId(new UUID(0, 1));
    private static final Charge CHARGE = new Charge(ORDER, 55_000, 2);
    private static final PaymentToken CARD = new PaymentToken("tok_ok");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private int status = 200;
    private String body = "{}";
    private boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    requests.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Idempotency-Key")
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    if (silent) {
                        awaitEnd();
                    }
                    var answer = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, answer.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(answer);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void every_call_has_a_key_that_a_repetition_has_too() {
        var provider = provider();

        provider.authorize(CHARGE, CARD);
        provider.capture(CHARGE);
        provider.release(CHARGE);
        provider.refund(CHARGE);

        assertThat(requests).hasSize(4);
        var intent = "POST /payment-intents/" + ORDER;
        assertThat(requests.get(0))
                .startsWith(intent + "/authorization " + ORDER + "/authorization/2 ")
                .contains("\"amount\":55000", "\"attempt\":2", "\"token\":\"tok_ok\"");
        assertThat(requests.get(1)).startsWith(intent + "/capture " + ORDER + "/capture ");
        assertThat(requests.get(2)).startsWith(intent + "/void " + ORDER + "/void ");
        assertThat(requests.get(3)).startsWith(intent + "/refund " + ORDER + "/refund ");
    }

    @Test
    void yes_means_yes() {
        var provider = provider();

        assertThat(provider.authorize(CHARGE, CARD)).isEqualTo(new Authorized());
        assertThat(provider.capture(CHARGE)).isEqualTo(new Captured());
        assertThat(provider.release(CHARGE)).isEqualTo(new Released());
        assertThat(provider.refund(CHARGE)).isEqualTo(new Refunded());
    }

    @ParameterizedTest
    @CsvSource({"402, CARD_DECLINED", "402, TOKEN_UNKNOWN", "409, INTENT_CLOSED"})
    void a_card_is_declined_for_a_reason(int answered, String code) {
        answer(answered, "{\"code\":\"" + code + "\"}");

        assertThat(provider().authorize(CHARGE, CARD)).isEqualTo(new Declined(code));
    }

    @Test
    void what_is_not_where_it_would_have_to_be_is_told() {
        answer(409, "{\"code\":\"NO\"}");

        assertThat(provider().capture(CHARGE)).isEqualTo(new CaptureRefused("NO"));
        assertThat(provider().release(CHARGE)).isEqualTo(new AlreadyCaptured());
        assertThat(provider().refund(CHARGE)).isEqualTo(new NotCaptured());
    }

    @Test
    void only_503_and_429_say_that_nothing_was_done() {
        answer(503, "{\"code\":\"SERVICE_UNAVAILABLE\"}");
        assertThat(provider().authorize(CHARGE, CARD))
                .isEqualTo(new NotDone("SERVICE_UNAVAILABLE"));
        assertThat(provider().capture(CHARGE)).isInstanceOf(Unknown.class);
        answer(429, "");
        assertThat(provider().authorize(CHARGE, CARD)).isEqualTo(new NotDone("HTTP 429"));
        answer(500, "<html>");
        assertThat(provider().authorize(CHARGE, CARD)).isEqualTo(new Unknown("HTTP 500"));
        answer(422, "{\"code\":\"AMOUNT_MISMATCH\"}");
        assertThat(provider().authorize(CHARGE, CARD)).isEqualTo(new Unknown("AMOUNT_MISMATCH"));
    }

    @Test
    void who_cannot_be_reached_has_done_nothing() {
        server.stop(0);

        assertThat(provider().authorize(CHARGE, CARD)).isInstanceOf(NotDone.class);
        assertThat(provider().capture(CHARGE)).isInstanceOf(Unknown.class);
        assertThat(provider().find(CHARGE)).isInstanceOf(Unknown.class);
    }

    @Test
    void who_does_not_answer_in_time_may_have_done_anything() {
        silent = true;

        assertThat(provider().authorize(CHARGE, CARD)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRES_PAYMENT, NONE",
        "AUTHORIZED, AUTHORIZED",
        "CAPTURED, CAPTURED",
        "VOIDED, RETURNED",
        "REFUNDED, RETURNED"
    })
    void an_intent_tells_where_its_money_is(String answered, Money money) {
        answer(200, "{\"status\":\"" + answered + "\",\"attempt\":2}");

        assertThat(provider().find(CHARGE)).isEqualTo(new Intent(money, 2));
    }

    @Test
    void an_intent_nobody_knows_is_no_failure() {
        answer(404, "{\"code\":\"NOT_FOUND\"}");
        assertThat(provider().find(CHARGE)).isEqualTo(new NotKnown());

        answer(200, "{\"status\":\"WHATEVER\"}");
        assertThat(provider().find(CHARGE)).isInstanceOf(Unknown.class);
    }

    @Test
    void a_provider_that_fails_again_and_again_is_left_alone_and_nothing_is_sent() {
        answer(500, "");
        var provider = provider();
        IntStream.range(0, 10).forEach(_ -> provider.capture(CHARGE));
        requests.clear();

        var refused = provider.authorize(CHARGE, CARD);

        assertThat(refused).isInstanceOf(NotDone.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void a_declined_card_does_not_count_against_the_provider() {
        answer(402, "{\"code\":\"CARD_DECLINED\"}");
        var provider = provider();

        IntStream.range(0, 20).forEach(_ -> provider.authorize(CHARGE, CARD));

        assertThat(requests).hasSize(20);
    }

    @Test
    void nothing_is_not_asked_for() {
        var free = new Charge(ORDER, 0, 1);
        var provider = new FreeOfCharge(provider());

        assertThat(provider.authorize(free, CARD)).isEqualTo(new Authorized());
        assertThat(provider.capture(free)).isEqualTo(new Captured());
        assertThat(provider.refund(free)).isEqualTo(new Refunded());
        assertThat(requests).isEmpty();
    }

    private void answer(int answered, String text) {
        status = answered;
        body = text;
    }

    private PaymentProvider provider() {
        var settings =
                new ProviderSettings(
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        16,
                        Duration.ofMillis(100),
                        new Breaker(10, 10, 50, Duration.ofMinutes(1), 1));
        return new ResilientProvider(
                new HttpPaymentProvider(settings, RestClient.builder()),
                settings,
                new SimpleMeterRegistry());
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
