package com.winemall.orchestrator.audit;

import com.winemall.orchestrator.audit.Rule.Source;
import com.winemall.orchestrator.audit.SagaFacts.SagaFact;
import com.winemall.orchestrator.audit.Services.Fact;
import com.winemall.orchestrator.audit.Services.LiveHold;
import com.winemall.orchestrator.audit.Services.LiveRedemption;
import com.winemall.orchestrator.audit.Services.OrderFact;
import com.winemall.orchestrator.audit.Services.ToldCustomer;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What everybody knows about one order, each read at a moment of its own.
record Facts(
        UUID orderId,
        @Nullable OrderFact order,
        @Nullable SagaFact saga,
        @Nullable LiveHold hold,
        @Nullable LiveRedemption redemption,
        @Nullable ToldCustomer told) {

    /// Whether nothing about it has changed since then.
    boolean areOlderThan(Instant moment) {
        return Stream.<@Nullable Fact>of(order, saga, hold, redemption, told)
                .filter(Objects::nonNull)
                .allMatch(fact -> fact.since().isBefore(moment));
    }

    /// The same without what others know.
    Facts of(Set<Source> sources) {
        return new Facts(
                orderId,
                sources.contains(Source.ORDERS) ? order : null,
                saga,
                sources.contains(Source.HOLDS) ? hold : null,
                sources.contains(Source.COUPONS) ? redemption : null,
                sources.contains(Source.MAILS) ? told : null);
    }
}
