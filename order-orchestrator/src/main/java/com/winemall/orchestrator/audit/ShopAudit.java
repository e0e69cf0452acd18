package com.winemall.orchestrator.audit;

import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.orchestrator.audit.Services.LiveHold;
import com.winemall.orchestrator.audit.Services.LiveRedemption;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.starter.audit.Check;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Compares what the services know. Two of them are never asked in the same moment, so what has
/// changed within the grace is under way and passed over.
@Component
class ShopAudit {

    private final Services services;
    private final JdbcClient jdbc;
    private final AuditSettings settings;
    private final Clock clock;

    ShopAudit(Services services, JdbcClient jdbc, AuditSettings settings, Clock clock) {
        this.services = services;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param authorization of the operator who asks
    List<Check> run(String authorization) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(ask("product-service", settings.products(), authorization));
        checks.addAll(ask("coupon-service", settings.coupons(), authorization));
        checks.addAll(ask("notification-service", settings.notifications(), authorization));
        checks.add(
                compare(
                        "orders and their sagas agree, and none is undecided for long",
                        () -> ordersAgainstSagas(authorization)));
        checks.add(
                compare(
                        "no ended order holds stock, and every accepted one does",
                        () -> holdsAgainstSagas(authorization)));
        checks.add(
                compare(
                        "no ended order holds a coupon",
                        () -> redemptionsAgainstSagas(authorization)));
        return checks;
    }

    private List<Check> ask(String name, URI service, String authorization) {
        try {
            return services.checks(service, authorization);
        } catch (RestClientException e) {
            return List.of(new Check(name + " can be asked", false, reason(e)));
        }
    }

    private Check compare(String name, Supplier<List<String>> offenders) {
        var full = name + " (grace " + settings.grace().toSeconds() + " s)";
        try {
            var found = offenders.get();
            return Check.of(full, found, found.size());
        } catch (RestClientException e) {
            return new Check(full, false, reason(e));
        }
    }

    private List<String> ordersAgainstSagas(String authorization) {
        var settled = clock.instant().minus(settings.grace());
        List<String> offenders = new ArrayList<>();
        pages(after -> services.orders(after, authorization), OrderFact::id)
                .forEach(page -> {
                    var sagas = sagas(page.stream().map(OrderFact::id).toList());
                    for (var order : page) {
                        var problem = problemOf(order, sagas.get(order.id()), settled);
                        if (problem != null) {
                            offenders.add(problem);
                        }
                    }
                });
        return offenders;
    }

    private static @Nullable String problemOf(
            OrderFact order, @Nullable SagaFact saga, Instant settled) {
        if (order.updatedAt().isAfter(settled)) {
            return null;
        }
        if (saga == null) {
            return order.id() + " is " + order.status() + " and has no saga";
        }
        if (saga.updatedAt().isAfter(settled)) {
            return null;
        }
        if (fits(order.status(), saga.state())) {
            return null;
        }
        return order.id() + " is " + order.status() + ", its saga at " + saga.state();
    }

    /// The status an order has while its saga rests at a state. One that does not rest is not long
    /// there.
    private static boolean fits(String status, SagaState state) {
        return switch (state) {
            case AWAIT_STOCK -> status.equals("RESERVED");
            case ORDER_COMPLETED -> status.equals("NOTPAYED");
            case ORDER_PAID -> Set.of("PREPARING", "SHIPPING", "DELIVERED").contains(status);
            case ORDER_CANCELED -> Set.of("STOCK_OUT", "TIMEOUT", "CANCELLED").contains(status);
            case ORDER_PENDING,
                    CHECK_STOCK,
                    APPLY_COUPON,
                    COMMIT_STOCK,
                    ROLLBACK_COMMIT,
                    ROLLBACK_COUPON,
                    ROLLBACK_STOCK ->
                    false;
        };
    }

    private List<String> holdsAgainstSagas(String authorization) {
        var settled = clock.instant().minus(settings.grace());
        List<String> offenders = new ArrayList<>();
        Set<UUID> holders = new HashSet<>();
        pages(after -> services.liveHolds(after, authorization), LiveHold::orderId)
                .forEach(page -> {
                    var sagas = sagas(page.stream().map(LiveHold::orderId).toList());
                    for (var hold : page) {
                        holders.add(hold.orderId());
                        var saga = sagas.get(hold.orderId());
                        if (isOver(saga, settled) && hold.since().isBefore(settled)) {
                            offenders.add(hold.orderId() + " has ended and is " + hold.state());
                        }
                    }
                });
        acceptedAndHeld(settled).stream()
                .filter(order -> !holders.contains(order))
                .forEach(order -> offenders.add(order + " is accepted and holds nothing"));
        return offenders;
    }

    private List<String> redemptionsAgainstSagas(String authorization) {
        var settled = clock.instant().minus(settings.grace());
        List<String> offenders = new ArrayList<>();
        pages(after -> services.liveRedemptions(after, authorization), LiveRedemption::orderId)
                .forEach(page -> {
                    var sagas = sagas(page.stream().map(LiveRedemption::orderId).toList());
                    for (var redemption : page) {
                        var saga = sagas.get(redemption.orderId());
                        if (isOver(saga, settled) && redemption.since().isBefore(settled)) {
                            offenders.add(
                                    redemption.orderId()
                                            + " has ended and uses "
                                            + redemption.couponCode());
                        }
                    }
                });
        return offenders;
    }

    /// An order nobody knows of has no right to hold anything, either.
    private static boolean isOver(@Nullable SagaFact saga, Instant settled) {
        return saga == null
                || (saga.state() == SagaState.ORDER_CANCELED && saga.updatedAt().isBefore(settled));
    }

    private Map<UUID, SagaFact> sagas(List<UUID> orders) {
        return jdbc
                .sql(
                        "select order_id, state, updated_at from saga where order_id = any(:ids::uuid[])")
                .param("ids", texts(orders, id -> id))
                .query((row, _) ->
                        new SagaFact(
                                row.getObject("order_id", UUID.class),
                                SagaState.valueOf(row.getString("state")),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(SagaFact::orderId, saga -> saga));
    }

    /// Orders whose stock has to be there: accepted, settled, and their hold not about to run out.
    private List<UUID> acceptedAndHeld(Instant settled) {
        return jdbc.sql(
                        """
                        select order_id
                        from saga
                        where state = 'ORDER_COMPLETED'
                          and updated_at < :settled
                          and (data -> 'reservation' ->> 'heldUntil')::timestamptz > :soon
                        """)
                .param("settled", settled.atOffset(ZoneOffset.UTC))
                .param("soon", clock.instant().plus(settings.grace()).atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("order_id", UUID.class))
                .list();
    }

    /// All pages of a list that is read by id.
    private static <T> Stream<List<T>> pages(
            Function<@Nullable UUID, List<T>> reader, Function<T, UUID> id) {
        return Stream.iterate(
                reader.apply(null),
                page -> !page.isEmpty(),
                page -> reader.apply(id.apply(page.getLast())));
    }

    private static String reason(RestClientException e) {
        return "could not be asked: " + e.getClass().getSimpleName();
    }

    private record SagaFact(UUID orderId, SagaState state, Instant updatedAt) {}
}
