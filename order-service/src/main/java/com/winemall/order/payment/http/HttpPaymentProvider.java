package com.winemall.order.payment.http;

import com.winemall.contracts.OrderId;
import com.winemall.order.payment.Charge;
import com.winemall.order.payment.PaymentProvider;
import com.winemall.order.payment.PaymentToken;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The simulated provider's HTTP interface: one payment intent for each order, under the order's
/// id.
///
/// It says 503 when it has done nothing, 402 when it declines, and 409 when the intent is not where
/// it would have to be. Everything else that is no success may have happened or not.
final class HttpPaymentProvider implements PaymentProvider {

    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final RestClient http;
    private final JsonMapper json = JsonMapper.builder().build();

    HttpPaymentProvider(ProviderSettings settings, RestClient.Builder builder) {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(settings.connectTimeout())
                                .build());
        requests.setReadTimeout(settings.timeLimit());
        this.http = builder.baseUrl(settings.url()).requestFactory(requests).build();
    }

    @Override
    public Authorization authorize(Charge charge, PaymentToken token) {
        var body =
                Map.of(
                        "amount",
                        charge.amount(),
                        "attempt",
                        charge.attempt(),
                        "token",
                        token.value());
        return post(
                charge,
                "authorization",
                body,
                reply ->
                        switch (reply.status()) {
                            case OK -> new Authorized();
                            case PAYMENT_REQUIRED, CONFLICT -> new Declined(reply.code());
                            case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS ->
                                    new NotDone(reply.code());
                            default -> reply.unknown();
                        });
    }

    @Override
    public Capture capture(Charge charge) {
        return post(
                charge,
                "capture",
                Map.of("amount", charge.amount()),
                reply ->
                        switch (reply.status()) {
                            case OK -> new Captured();
                            case CONFLICT -> new CaptureRefused(reply.code());
                            default -> reply.unknown();
                        });
    }

    @Override
    public Release release(Charge charge) {
        return post(
                charge,
                "void",
                Map.of(),
                reply ->
                        switch (reply.status()) {
                            case OK -> new Released();
                            case CONFLICT -> new AlreadyCaptured();
                            default -> reply.unknown();
                        });
    }

    @Override
    public Refund refund(Charge charge) {
        return post(
                charge,
                "refund",
                Map.of("amount", charge.amount()),
                reply ->
                        switch (reply.status()) {
                            case OK -> new Refunded();
                            case CONFLICT -> new NotCaptured();
                            default -> reply.unknown();
                        });
    }

    @Override
    public Found find(Charge charge) {
        return send(
                http.get().uri("/payment-intents/{id}", charge.orderId()),
                reply ->
                        switch (reply.status()) {
                            case OK -> intent(reply.body());
                            case NOT_FOUND -> new NotKnown();
                            default -> reply.unknown();
                        });
    }

    @Override
    public List<LedgerEntry> ledger(OrderId after, int max) {
        var page = ledgerPage(after, max);
        return Objects.requireNonNull(page, "an empty page")
                .valueStream()
                .map(intent ->
                        new LedgerEntry(
                                new OrderId(UUID.fromString(intent.path("id").asString())),
                                money(intent).orElseThrow(),
                                intent.path("amount").asLong()))
                .toList();
    }

    private @Nullable JsonNode ledgerPage(OrderId after, int max) {
        try {
            return http.get()
                    .uri("/payment-intents?after={after}&limit={max}", after, max)
                    .retrieve()
                    .body(JsonNode.class);
        } catch (RestClientException e) {
            throw new LedgerUnavailable(e);
        }
    }

    private static Found intent(JsonNode intent) {
        return money(intent)
                .<Found>map(money -> new Intent(money, intent.path("attempt").asInt(0)))
                .orElseGet(() -> new Unknown("an intent without a status we know"));
    }

    private static Optional<Money> money(JsonNode intent) {
        return switch (intent.path("status").asString("")) {
            case "REQUIRES_PAYMENT" -> Optional.of(Money.NONE);
            case "AUTHORIZED" -> Optional.of(Money.AUTHORIZED);
            case "CAPTURED" -> Optional.of(Money.CAPTURED);
            case "VOIDED", "REFUNDED" -> Optional.of(Money.RETURNED);
            default -> Optional.empty();
        };
    }

    private <A> A post(Charge charge, String operation, Object body, Function<Reply, A> read) {
        return send(
                http.post()
                        .uri("/payment-intents/{id}/{operation}", charge.orderId(), operation)
                        .header("Idempotency-Key", charge.key(operation))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body),
                read);
    }

    private <A> A send(RestClient.RequestHeadersSpec<?> request, Function<Reply, A> read) {
        Reply reply;
        try {
            reply =
                    request.exchangeForRequiredValue((_, answer) ->
                            new Reply(
                                    answer.getStatusCode().value(),
                                    json(answer.getBody().readAllBytes())));
        } catch (ResourceAccessException e) {
            reply = noAnswer(e);
        }
        return read.apply(reply);
    }

    /// Without a connection nothing was sent, which is what 503 says, too.
    private Reply noAnswer(ResourceAccessException e) {
        boolean sent =
                !e.contains(ConnectException.class)
                        && !e.contains(HttpConnectTimeoutException.class);
        var code = e.getMostSpecificCause().getClass().getSimpleName();
        return new Reply(
                sent ? NO_ANSWER : SERVICE_UNAVAILABLE, json.createObjectNode().put("code", code));
    }

    private JsonNode json(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException _) {
            return json.nullNode();
        }
    }

    /// @param body null node if it is none we can read
    private record Reply(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("HTTP " + status);
        }

        Unknown unknown() {
            return new Unknown(code());
        }
    }
}
