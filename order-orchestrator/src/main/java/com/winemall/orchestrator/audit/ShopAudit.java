package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.Rule.Source;
import com.winemall.orchestrator.audit.Services.Fact;
import com.winemall.orchestrator.audit.Services.LiveHold;
import com.winemall.orchestrator.audit.Services.LiveRedemption;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.audit.Services.ToldCustomer;
import com.winemall.starter.audit.Check;
import com.winemall.starter.instances.Instances;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Compares what the services know about every order. Two of them are never asked in the same
/// moment, so a problem counts only if nothing about the order has changed within the grace, and if
/// all of it is still the same when it is read a second time: what did not change between two
/// readings was true at once in between.
@Component
class ShopAudit {

    /// PostgreSQL orders ids by their bytes, and Java by signed halves.
    private static final Comparator<UUID> AS_POSTGRES =
            Comparator.<UUID>comparingLong(id -> id.getMostSignificantBits() + Long.MIN_VALUE)
                    .thenComparingLong(id -> id.getLeastSignificantBits() + Long.MIN_VALUE);

    private final Services services;
    private final SagaFacts sagas;
    private final AuditSettings settings;
    private final Clock clock;

    ShopAudit(Services services, SagaFacts sagas, AuditSettings settings, Clock clock) {
        this.services = services;
        this.sagas = sagas;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param authorization of the operator who asks, or of the auditor
    List<Check> run(String authorization) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(ask("product-service", settings.products(), authorization));
        checks.addAll(ask("order-service", settings.orders(), authorization));
        checks.addAll(ask("coupon-service", settings.coupons(), authorization));
        checks.addAll(ask("notification-service", settings.notifications(), authorization));
        checks.addAll(compare(authorization));
        return checks;
    }

    private List<Check> ask(String name, Instances service, String authorization) {
        try {
            return services.checks(service, authorization);
        } catch (RestClientException e) {
            return List.of(new Check(name + " can be asked", false, reason(e)));
        }
    }

    private List<Check> compare(String authorization) {
        int size = settings.pageSize();
        var orders = new Cursor<>(after -> services.orders(after, size, authorization));
        var holds = new Cursor<>(after -> services.liveHolds(after, size, authorization));
        var coupons = new Cursor<>(after -> services.liveRedemptions(after, size, authorization));
        var told = new Cursor<>(after -> services.toldCustomers(after, size, authorization));
        List<Suspect> suspects = suspects(orders, holds, coupons, told);
        Map<Source, RestClientException> failures = new EnumMap<>(Source.class);
        orders.failure().ifPresent(it -> failures.put(Source.ORDERS, it));
        holds.failure().ifPresent(it -> failures.put(Source.HOLDS, it));
        coupons.failure().ifPresent(it -> failures.put(Source.COUPONS, it));
        told.failure().ifPresent(it -> failures.put(Source.MAILS, it));
        return Rule.ALL.stream()
                .map(rule -> check(rule, suspects, failures, authorization))
                .toList();
    }

    private List<Suspect> suspects(
            Cursor<OrderFact> orders,
            Cursor<LiveHold> holds,
            Cursor<LiveRedemption> coupons,
            Cursor<ToldCustomer> told) {
        var now = clock.instant();
        var settled = now.minus(settings.grace());
        var soon = now.plus(settings.grace());
        List<Suspect> suspects = new ArrayList<>();
        List<Facts> batch;
        do {
            batch = batch(orders, holds, coupons, told);
            for (var facts : batch) {
                if (!facts.areOlderThan(settled)) {
                    continue;
                }
                for (var rule : Rule.ALL) {
                    var problem = rule.test().problem(facts, soon);
                    if (problem != null) {
                        suspects.add(new Suspect(rule, problem, facts));
                    }
                }
            }
        } while (!batch.isEmpty());
        return suspects;
    }

    /// The next orders anybody knows of, with what everybody knows about them.
    private List<Facts> batch(
            Cursor<OrderFact> orders,
            Cursor<LiveHold> holds,
            Cursor<LiveRedemption> coupons,
            Cursor<ToldCustomer> told) {
        List<Facts> known = new ArrayList<>();
        while (known.size() < settings.pageSize()) {
            var next =
                    Stream.of(orders, holds, coupons, told)
                            .flatMap(cursor -> cursor.next().stream())
                            .min(AS_POSTGRES);
            if (next.isEmpty()) {
                break;
            }
            var id = next.get();
            known.add(
                    new Facts(
                            id,
                            orders.take(id),
                            null,
                            holds.take(id),
                            coupons.take(id),
                            told.take(id)));
        }
        // Last, for it is the sagas that move the others: one that moved meanwhile says so.
        var sagasOfBatch = sagas.of(known.stream().map(Facts::orderId).toList());
        return known.stream()
                .map(it ->
                        new Facts(
                                it.orderId(),
                                it.order(),
                                sagasOfBatch.get(it.orderId()),
                                it.hold(),
                                it.redemption(),
                                it.told()))
                .toList();
    }

    private Check check(
            Rule rule,
            List<Suspect> all,
            Map<Source, RestClientException> failures,
            String authorization) {
        var name = rule.sentence() + " (grace " + settings.grace().toSeconds() + " s)";
        var failed = rule.needs().stream().filter(failures::containsKey).findFirst();
        if (failed.isPresent()) {
            return new Check(
                    name, false, reason(Objects.requireNonNull(failures.get(failed.get()))));
        }
        var suspects = all.stream().filter(suspect -> suspect.rule().equals(rule)).toList();
        try {
            List<String> offenders =
                    suspects.stream()
                            .limit(settings.lookedAtTwiceMax())
                            .filter(suspect -> isStillSo(suspect, authorization))
                            .map(Suspect::problem)
                            .toList();
            int unread = Math.max(0, suspects.size() - settings.lookedAtTwiceMax());
            return Check.of(name, offenders, offenders.size() + (long) unread);
        } catch (RestClientException e) {
            return new Check(name, false, reason(e));
        }
    }

    private boolean isStillSo(Suspect suspect, String authorization) {
        var needs = suspect.rule().needs();
        return suspect.facts()
                .of(needs)
                .equals(read(suspect.facts().orderId(), needs, authorization));
    }

    /// What some know about one order now.
    private Facts read(UUID id, Set<Source> sources, String authorization) {
        var before = before(id);
        return new Facts(
                id,
                sources.contains(Source.ORDERS)
                        ? only(id, services.orders(before, 1, authorization))
                        : null,
                sagas.of(List.of(id)).get(id),
                sources.contains(Source.HOLDS)
                        ? only(id, services.liveHolds(before, 1, authorization))
                        : null,
                sources.contains(Source.COUPONS)
                        ? only(id, services.liveRedemptions(before, 1, authorization))
                        : null,
                sources.contains(Source.MAILS)
                        ? only(id, services.toldCustomers(before, 1, authorization))
                        : null);
    }

    private static <T extends Fact> @Nullable T only(UUID id, List<T> page) {
        return page.stream().filter(fact -> fact.orderId().equals(id)).findFirst().orElse(null);
    }

    /// The id before this one: a page of one after it is about this order, if about any.
    private static UUID before(UUID id) {
        long low = id.getLeastSignificantBits();
        return new UUID(id.getMostSignificantBits() - (low == 0 ? 1 : 0), low - 1);
    }

    private static String reason(RestClientException e) {
        return "could not be asked: " + e.getClass().getSimpleName();
    }

    private record Suspect(Rule rule, String problem, Facts facts) {}
}
