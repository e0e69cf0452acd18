package com.winemall.orchestrator.audit;

import com.winemall.starter.audit.Check;
import com.winemall.starter.instances.Instances;
import com.winemall.starter.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// Asks the other services for what they know, with the operator's own token. Lists come in pages,
/// in the order of their ids as PostgreSQL has it.
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
    List<Check> checks(Instances service, String authorization) {
        return get(service, "/audit/checks", authorization, new ParameterizedTypeReference<>() {});
    }

    /// @param after the last id of the page before
    List<OrderFact> orders(@Nullable UUID after, int limit, String authorization) {
        return get(
                settings.orders(),
                page("/audit/orders", after, limit),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    List<LiveHold> liveHolds(@Nullable UUID after, int limit, String authorization) {
        return get(
                settings.products(),
                page("/audit/live-holds", after, limit),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    List<LiveRedemption> liveRedemptions(@Nullable UUID after, int limit, String authorization) {
        return get(
                settings.coupons(),
                page("/audit/live-redemptions", after, limit),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    List<ToldCustomer> toldCustomers(@Nullable UUID after, int limit, String authorization) {
        return get(
                settings.notifications(),
                page("/audit/told-customers", after, limit),
                authorization,
                new ParameterizedTypeReference<>() {});
    }

    /// @throws RestClientException if user-service does not give one
    Secret auditorToken(Instances users, Secret secret) {
        var token =
                users.ask(address ->
                        http.post()
                                .uri(address + "/auditor/token")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(new Credentials(secret))
                                .retrieve()
                                .body(Token.class));
        return Objects.requireNonNull(token, "an empty answer").accessToken();
    }

    private static String page(String path, @Nullable UUID after, int limit) {
        return path + "?after=" + (after == null ? BEFORE_ALL : after) + "&limit=" + limit;
    }

    private <T> List<T> get(
            Instances service,
            String target,
            String authorization,
            ParameterizedTypeReference<List<T>> type) {
        var body =
                service.ask(address ->
                        http.get()
                                .uri(URI.create(address + target))
                                .header(HttpHeaders.AUTHORIZATION, authorization)
                                .retrieve()
                                .body(type));
        if (body == null) {
            throw new IllegalStateException("an empty answer to " + target);
        }
        return body;
    }

    private record Credentials(Secret secret) {}

    private record Token(Secret accessToken) {}

    /// Something a service knows about one order.
    interface Fact {

        UUID orderId();

        /// When it last changed.
        Instant since();
    }

    /// What order-service says about one order.
    record OrderFact(UUID id, String status, @Nullable String reason, Instant updatedAt)
            implements Fact {

        @Override
        public UUID orderId() {
            return id;
        }

        @Override
        public Instant since() {
            return updatedAt;
        }

        boolean isEnded() {
            return switch (status) {
                case "STOCK_OUT", "TIMEOUT", "CANCELLED" -> true;
                default -> false;
            };
        }

        /// Its money is taken, and it will be sent or was.
        boolean isPaid() {
            return switch (status) {
                case "PREPARING", "SHIPPING", "DELIVERED" -> true;
                default -> false;
            };
        }

        /// The kinds of mail that tell its customer where it is, any of which will do: of news that
        /// come in the wrong order only the newest are told. None if there is nothing to tell.
        Set<String> toldBy() {
            if (isEnded()) {
                return Set.of("OUT_OF_STOCK", "ORDER_TIMED_OUT", "ORDER_CANCELED");
            }
            if (isPaid()) {
                return Set.of("ORDER_PAID", "ORDER_SHIPPED", "ORDER_REFUNDED");
            }
            return status.equals("NOTPAYED")
                    ? Set.of("ORDER_ACCEPTED", "RESERVATION_SERVED")
                    : Set.of();
        }

        boolean isBeingPaid() {
            return status.equals("PAYING");
        }
    }

    /// @param state HELD, COMMITTED or WAITING; MIXED if the order's lines differ, which they must
    ///   not
    record LiveHold(UUID orderId, String state, Instant since) implements Fact {

        boolean isCommitted() {
            return state.equals("COMMITTED");
        }
    }

    /// @param kinds of the mails written about the order, whatever became of them
    record ToldCustomer(UUID orderId, Set<String> kinds, Instant since) implements Fact {}

    record LiveRedemption(UUID orderId, String couponCode, Instant since) implements Fact {}
}
