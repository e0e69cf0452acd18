package com.winemall.orchestrator.audit;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.orchestrator.audit.Services.Fact;
import com.winemall.orchestrator.saga.SagaState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the sagas say about their orders.
@Component
class SagaFacts {

    private final JdbcClient jdbc;

    SagaFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<UUID, SagaFact> of(List<UUID> orders) {
        return jdbc
                .sql(
                        """
                        select order_id, state, updated_at,
                               (data -> 'reservation' ->> 'heldUntil')::timestamptz as held_until
                        from saga
                        where order_id = any(:ids::uuid[])
                        """)
                .param("ids", texts(orders, id -> id))
                .query((row, _) -> {
                    return new SagaFact(
                            row.getObject("order_id", UUID.class),
                            SagaState.valueOf(row.getString("state")),
                            instant(row, "updated_at"),
                            instantOrNull(row, "held_until"));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(SagaFact::orderId, saga -> saga));
    }

    /// @param heldUntil when its hold runs out, once it has one
    record SagaFact(UUID orderId, SagaState state, Instant since, @Nullable Instant heldUntil)
            implements Fact {}
}
