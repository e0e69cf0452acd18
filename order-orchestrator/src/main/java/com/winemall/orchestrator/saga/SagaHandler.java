package com.winemall.orchestrator.saga;

import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.orchestrator.saga.SagaMessage.OrderChanged;
import com.winemall.orchestrator.saga.Sagas.Logged;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Moves many sagas at once: locks them, lets the [Decider] decide message after message, stores
/// what came of it with one statement for all.
@Component
@Transactional
public class SagaHandler {

    private static final Logger log = LoggerFactory.getLogger(SagaHandler.class);

    private final Sagas sagas;
    private final Decider decider;
    private final SagaMetrics metrics;
    private final Clock clock;

    SagaHandler(Sagas sagas, Decider decider, SagaMetrics metrics, Clock clock) {
        this.sagas = sagas;
        this.decider = decider;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @return for each message, in their order, what was decided; nothing for one that starts no
    ///   saga while none is to be seen
    public List<Optional<Decision>> handle(List<? extends SagaMessage> messages) {
        var now = clock.instant();
        var orders = messages.stream().map(SagaMessage::orderId).collect(Collectors.toSet());
        Map<OrderId, Saga> current = new HashMap<>(sagas.lock(orders));
        Map<OrderId, Saga> started = new LinkedHashMap<>();
        Map<OrderId, Saga> changed = new LinkedHashMap<>();
        List<Logged> entries = new ArrayList<>();
        List<Optional<Decision>> decisions = new ArrayList<>(messages.size());
        for (var message : messages) {
            var orderId = message.orderId();
            var saga = current.get(orderId);
            var decided = decide(saga, message, now);
            decisions.add(decided);
            if (decided.isEmpty()) {
                continue;
            }
            var decision = decided.get();
            if (decision.changed()) {
                current.put(orderId, decision.saga());
                var target = saga == null || started.containsKey(orderId) ? started : changed;
                target.put(orderId, decision.saga());
            }
            decision.log().forEach(entry -> entries.add(new Logged(orderId, entry)));
        }
        sagas.insert(started.values(), now);
        sagas.update(changed.values(), now);
        sagas.append(entries);
        return decisions;
    }

    private Optional<Decision> decide(@Nullable Saga saga, SagaMessage message, Instant now) {
        Decision decision;
        if (saga != null) {
            decision = decider.decide(saga, message, now);
            metrics.record(saga, message, decision, now);
        } else if (message instanceof OrderChanged(OrderPlaced order)) {
            decision = decider.start(order, now);
        } else {
            log.atInfo()
                    .addKeyValue("orderId", message.orderId())
                    .log("{} is early: no saga is to be seen", name(message));
            return Optional.empty();
        }
        log.atInfo()
                .addKeyValue("orderId", message.orderId())
                .log("{} → {} ({})", name(message), decision.saga().state(), decision.verdict());
        return Optional.of(decision);
    }

    private static String name(SagaMessage message) {
        return switch (message) {
            case SagaMessage.Replied(var reply) -> reply.getClass().getSimpleName();
            case OrderChanged(var event) -> event.getClass().getSimpleName();
            case SagaMessage.Due _ -> "time";
            case SagaMessage.Ordered ordered -> ordered.action() + " by operator";
        };
    }

    /// Everything decided, as it is to be sent.
    static List<Message> messages(List<Optional<Decision>> decisions) {
        return decisions.stream()
                .flatMap(Optional::stream)
                .flatMap(decision -> decision.messages().stream())
                .toList();
    }
}
