package com.winemall.orchestrator.saga.persistence;

import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.order.OrderPlaced;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.Saga.Ending;
import com.winemall.orchestrator.saga.Saga.Pending;
import com.winemall.orchestrator.saga.Saga.Reservation;
import com.winemall.orchestrator.saga.SagaState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sagas as their table has them.
@Component
class SagaJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    <T> T read(String text, Class<T> type) {
        return json.readValue(text, type);
    }

    /// What nobody searches for.
    String data(Saga saga) {
        return write(
                new Data(
                        saga.reached(),
                        saga.pending(),
                        saga.answered(),
                        saga.reservation(),
                        saga.discount(),
                        saga.paymentDueAt(),
                        saga.ending()));
    }

    Saga saga(ResultSet row) throws SQLException {
        var data = read(row.getString("data"), Data.class);
        return new Saga(
                row.getInt("definition_version"),
                read(row.getString("order_placed"), OrderPlaced.class),
                SagaState.valueOf(row.getString("state")),
                data.reached(),
                data.pending(),
                instantOrNull(row, "due_at"),
                data.answered(),
                data.reservation(),
                data.discount(),
                data.paymentDueAt(),
                data.ending(),
                row.getBoolean("paused"),
                row.getLong("order_version"),
                row.getLong("version"));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Data(
            List<String> reached,
            @Nullable Pending pending,
            @Nullable CommandId answered,
            @Nullable Reservation reservation,
            long discount,
            @Nullable Instant paymentDueAt,
            @Nullable Ending ending) {}
}
