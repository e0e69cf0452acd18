package com.winemall.product.replenishment.http;

import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.Factory.Accepted;
import com.winemall.product.replenishment.Factory.Answer;
import com.winemall.product.replenishment.Factory.Failed;
import com.winemall.product.replenishment.Factory.Refused;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/// The factory's HTTP interface: one call, and what it says.
final class HttpFactory {

    private final RestClient http;

    HttpFactory(FactorySettings settings, RestClient.Builder builder) {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(settings.connectTimeout())
                                .build());
        requests.setReadTimeout(settings.timeLimit());
        this.http = builder.baseUrl(settings.url()).requestFactory(requests).build();
    }

    Answer order(RequestReplenishment request) {
        var id = request.replenishmentId().toString();
        try {
            return http.post()
                    .uri("/production-orders")
                    .header("Idempotency-Key", id)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(
                            Map.of(
                                    "productId",
                                    request.productId(),
                                    "quantity",
                                    request.quantity(),
                                    "reference",
                                    id))
                    .exchangeForRequiredValue((_, answer) -> read(answer));
        } catch (ResourceAccessException e) {
            return new Failed(
                    e.contains(HttpTimeoutException.class)
                            ? ResilientFactory.NO_ANSWER
                            : e.getMostSpecificCause().getClass().getSimpleName());
        }
    }

    private static Answer read(ClientHttpResponse answer) throws IOException {
        var status = answer.getStatusCode();
        if (status.is2xxSuccessful()) {
            return new Accepted();
        }
        var reason = "HTTP " + status.value();
        return status.is4xxClientError() && !isForAMoment(status)
                ? new Refused(reason)
                : new Failed(reason);
    }

    private static boolean isForAMoment(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)
                || status.isSameCodeAs(HttpStatus.REQUEST_TIMEOUT);
    }
}
