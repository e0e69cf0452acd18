package com.winemall.orchestrator.audit;

import com.winemall.starter.audit.Check;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks the other services for what they know, with the operator's own token.
@Component
class Services {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final RestClient http;
    private final AuditSettings settings;

    Services(AuditSettings settings, RestClient.Builder builder) {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).build());
        requests.setReadTimeout(settings.readTimeout());
        this.http = builder.requestFactory(requests).build();
        this.settings = settings;
    }

    /// What a service says about itself.
    List<Check> checks(URI service, String authorization) {
        return get(service + "/audit/checks", authorization, new ParameterizedTypeReference<>() {});
    }

    List<OrderFact> orders(@Nullable UUID after, String authorization) {
        return get(
                page(settings.orders() + "/audit/orders", after),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    List<LiveHold> liveHolds(@Nullable UUID after, String authorization) {
        return get(
                page(settings.products() + "/audit/live-holds", after),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    List<LiveRedemption> liveRedemptions(@Nullable UUID after, String authorization) {
        return get(
                page(settings.coupons() + "/audit/live-redemptions", after),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    private static String page(String path, @Nullable UUID after) {
        return path + "?after=" + (after == null ? BEFORE_ALL : after);
    }

    private <T> List<T> get(
            String uri, String authorization, ParameterizedTypeReference<List<T>> type) {
        var body =
                http.get()
                        .uri(URI.create(uri))
                        .header(HttpHeaders.AUTHORIZATION, authorization)
                        .retrieve()
                        .body(type);
        if (body == null) {
            throw new IllegalStateException("an empty answer from " + uri);
        }
        return body;
    }

    /// What order-service says about one order.
    record OrderFact(UUID id, String status, @Nullable String reason, Instant updatedAt) {}

    /// @param state HELD, COMMITTED or WAITING
    record LiveHold(UUID orderId, String state, Instant since) {}

    record LiveRedemption(UUID orderId, String couponCode, Instant since) {}
}
