package com.winemall.orchestrator.saga.persistence;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.orchestrator.saga.Direction;
import com.winemall.orchestrator.saga.LogEntry;
import com.winemall.orchestrator.saga.SagaBooks;
import com.winemall.orchestrator.saga.SagaState;
import com.winemall.orchestrator.saga.SagaTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The same tables the saga itself uses, so what is shown is never behind.
@Repository
class JdbcSagaBooks implements SagaBooks {

    /// Messages by their logical name: what a log entry says it holds.
    private static final Map<String, Class<? extends Message>> MESSAGES = messages();

    /// Asked in vain, held back by an operator, forgotten in line, or long past the payment's
    /// deadline: those [com.winemall.orchestrator.saga.StuckReasons] has a reason for.
    private static final String STUCK =
            """
            (paused
             or attempts > 1 and state <> 'AWAIT_STOCK'
             or state = 'AWAIT_STOCK'
                and (data -> 'pending' ->> 'since')::timestamptz + :silence * interval '1 millisecond' < :now
             or state = 'ORDER_COMPLETED'
                and (data ->> 'paymentDueAt')::timestamptz + :margin * interval '1 millisecond' < :now)
            """;

    /// An id whole; of what people say, a part is enough: wines are named once they are reserved.
    private static final String TEXT =
            """
            (order_id::text = :text
             or customer_id::text = :text
             or lower(order_placed ->> 'couponCode') = :text
             or exists (select 1
                        from jsonb_array_elements(order_placed -> 'lines') line
                        where line ->> 'productId' = :text)
             or exists (select 1
                        from jsonb_array_elements(data -> 'reservation' -> 'lines') line
                        where strpos(lower(line ->> 'name'), :text) > 0)
             or strpos(lower(data -> 'ending' ->> 'note'), :text) > 0)
            """;

    private final JdbcClient jdbc;
    private final SagaJson json;
    private final SagaTimes times;

    JdbcSagaBooks(JdbcClient jdbc, SagaJson json, SagaTimes times) {
        this.jdbc = jdbc;
        this.json = json;
        this.times = times;
    }

    @Override
    public Optional<Entry> find(OrderId orderId) {
        return jdbc.sql("select * from saga where order_id = :id")
                .param("id", orderId.value())
                .query(this::entry)
                .optional();
    }

    @Override
    public List<LogEntry> log(OrderId orderId) {
        return jdbc.sql("select * from saga_log where order_id = :id order by id")
                .param("id", orderId.value())
                .query(this::logEntry)
                .list();
    }

    @Override
    public List<Entry> search(Search search, Instant now, long offset, int size) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        var where = where(search, now, parameters);
        parameters.put("offset", offset);
        parameters.put("size", size);
        return jdbc.sql(
                        "select * from saga "
                                + where
                                + " order by order_id desc offset :offset limit :size")
                .params(parameters)
                .query(this::entry)
                .list();
    }

    @Override
    public long count(Search search, Instant now) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        var where = where(search, now, parameters);
        return jdbc.sql("select count(*) from saga " + where)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    @Override
    public List<Group> openSagas(Instant now) {
        return jdbc.sql(
                        """
                        select state, paused, count(*) as sagas, min(created_at) as oldest,
                               count(*) filter (where %s) as stuck
                        from (select * from saga where due_at is not null
                              union all
                              select * from saga where paused and due_at is null) as open
                        group by state, paused
                        """
                                .formatted(STUCK))
                .params(stuckBy(now))
                .query((row, _) ->
                        new Group(
                                SagaState.valueOf(row.getString("state")),
                                row.getBoolean("paused"),
                                row.getLong("sagas"),
                                instant(row, "oldest"),
                                row.getLong("stuck")))
                .list();
    }

    private Map<String, Object> stuckBy(Instant now) {
        return Map.of(
                "margin", times.margin().toMillis(),
                "silence", times.silenceInLineMax().toMillis(),
                "now", now.atOffset(ZoneOffset.UTC));
    }

    private String where(Search search, Instant now, Map<String, @Nullable Object> parameters) {
        var where = new StringBuilder("where true");
        if (search.state() != null) {
            where.append(" and state = :state");
            parameters.put("state", search.state().name());
        }
        if (search.reason() != null) {
            where.append(" and reason = :reason");
            parameters.put("reason", search.reason().name());
        }
        if (search.text() != null && !search.text().isBlank()) {
            where.append(" and ").append(TEXT);
            parameters.put("text", search.text().strip().toLowerCase(Locale.ROOT));
        }
        if (search.stuck() != null) {
            where.append(" and coalesce(").append(STUCK).append(", false) = :stuck");
            parameters.put("stuck", search.stuck());
            parameters.putAll(stuckBy(now));
        }
        return where.toString();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(json.saga(row), instant(row, "created_at"), instant(row, "updated_at"));
    }

    private LogEntry logEntry(ResultSet row, int number) throws SQLException {
        var direction = row.getString("direction");
        var command = row.getString("command_id");
        var reason = row.getString("reason");
        return new LogEntry(
                LogEntry.Kind.valueOf(row.getString("kind")),
                SagaState.valueOf(row.getString("state")),
                row.getString("step"),
                direction == null ? null : Direction.valueOf(direction),
                command == null ? null : new CommandId(command),
                row.getObject("attempt", Integer.class),
                reason == null ? null : CancelReason.valueOf(reason),
                row.getString("note"),
                row.getString("actor"),
                message(row),
                instant(row, "at"));
    }

    private @Nullable Message message(ResultSet row) throws SQLException {
        var name = row.getString("message_type");
        var type = name == null ? null : MESSAGES.get(name);
        return type == null ? null : json.read(row.getString("message"), type);
    }

    private static Map<String, Class<? extends Message>> messages() {
        Map<String, Class<? extends Message>> messages = new HashMap<>();
        messages.putAll(Topics.ORCHESTRATOR_REPLIES.types());
        messages.putAll(Topics.ORDER_EVENTS.types());
        return messages;
    }
}
