package com.winemall.orchestrator.saga.persistence;

import static com.winemall.starter.jdbc.Columns.booleans;
import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.Message;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topic;
import com.winemall.orchestrator.saga.LogEntry;
import com.winemall.orchestrator.saga.Saga;
import com.winemall.orchestrator.saga.SagaStartedElsewhere;
import com.winemall.orchestrator.saga.Sagas;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sagas in PostgreSQL: one statement for all sagas of a poll.
@Repository
class JdbcSagas implements Sagas {

    private final JdbcClient jdbc;
    private final SagaJson json;

    JdbcSagas(JdbcClient jdbc, SagaJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Map<OrderId, Saga> lock(Set<OrderId> orders) {
        return jdbc
                .sql(
                        """
                        select *
                        from saga
                        where order_id = any(:orders::uuid[])
                        order by order_id
                        for update
                        """)
                .param("orders", texts(orders, OrderId::value))
                .query((row, _) -> json.saga(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Saga::orderId, saga -> saga));
    }

    @Override
    public Set<OrderId> lockDue(Instant now, int max) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select order_id
                                from saga
                                where due_at <= :now
                                order by due_at
                                limit :max
                                for update skip locked
                                """)
                        .param("now", utc(now))
                        .param("max", max)
                        .query((row, _) -> new OrderId(row.getObject("order_id", UUID.class)))
                        .list());
    }

    @Override
    public void insert(Collection<Saga> sagas, Instant now) {
        if (sagas.isEmpty()) {
            return;
        }
        int stored =
                jdbc.sql(
                                """
                                insert into saga (
                                    order_id, customer_id, definition_version, state, due_at,
                                    attempts, reason, paused, order_version, version, order_placed,
                                    data, created_at, updated_at)
                                select *, :now, :now
                                from unnest(
                                    :orders::uuid[], :customers::uuid[], :definitions::integer[],
                                    :states::text[], :dues::timestamptz[], :attempts::integer[],
                                    :reasons::text[], :pauseds::boolean[], :orderVersions::bigint[],
                                    :versions::bigint[], :placeds::jsonb[], :datas::jsonb[])
                                on conflict do nothing
                                """)
                        .param("now", utc(now))
                        .param("orders", texts(sagas, Saga::orderId))
                        .param("customers", texts(sagas, saga -> saga.order().customerId()))
                        .param("definitions", ints(sagas, Saga::definitionVersion))
                        .param("states", texts(sagas, Saga::state))
                        .param("dues", texts(sagas, Saga::dueAt))
                        .param("attempts", ints(sagas, JdbcSagas::attempts))
                        .param("reasons", texts(sagas, JdbcSagas::reason))
                        .param("pauseds", booleans(sagas, Saga::paused))
                        .param("orderVersions", longs(sagas, Saga::orderVersion))
                        .param("versions", longs(sagas, Saga::version))
                        .param("placeds", texts(sagas, saga -> json.write(saga.order())))
                        .param("datas", texts(sagas, json::data))
                        .update();
        if (stored < sagas.size()) {
            throw new SagaStartedElsewhere(sagas.size(), stored);
        }
    }

    @Override
    public void update(Collection<Saga> sagas, Instant now) {
        if (sagas.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update saga
                        set state = changed.state,
                            due_at = changed.due_at,
                            attempts = changed.attempts,
                            reason = changed.reason,
                            paused = changed.paused,
                            order_version = changed.order_version,
                            version = changed.version,
                            data = changed.data,
                            updated_at = :now,
                            ended_at = case when changed.ended then coalesce(saga.ended_at, :now) end
                        from unnest(
                                 :orders::uuid[], :states::text[], :dues::timestamptz[],
                                 :attempts::integer[], :reasons::text[], :pauseds::boolean[],
                                 :orderVersions::bigint[], :versions::bigint[], :datas::jsonb[],
                                 :ended::boolean[])
                             as changed (order_id, state, due_at, attempts, reason, paused,
                                         order_version, version, data, ended)
                        where saga.order_id = changed.order_id
                        """)
                .param("now", utc(now))
                .param("orders", texts(sagas, Saga::orderId))
                .param("states", texts(sagas, Saga::state))
                .param("dues", texts(sagas, Saga::dueAt))
                .param("attempts", ints(sagas, JdbcSagas::attempts))
                .param("reasons", texts(sagas, JdbcSagas::reason))
                .param("pauseds", booleans(sagas, Saga::paused))
                .param("orderVersions", longs(sagas, Saga::orderVersion))
                .param("versions", longs(sagas, Saga::version))
                .param("datas", texts(sagas, json::data))
                .param("ended", booleans(sagas, Saga::isEnded))
                .update();
    }

    @Override
    public void append(List<Logged> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into saga_log (
                            order_id, at, kind, state, step, direction, command_id, attempt, reason,
                            note, actor, message_type, message)
                        select *
                        from unnest(
                            :orders::uuid[], :ats::timestamptz[], :kinds::text[], :states::text[],
                            :steps::text[], :directions::text[], :commands::text[],
                            :attempts::integer[], :reasons::text[], :notes::text[], :actors::text[],
                            :messageTypes::text[], :messages::jsonb[])
                        """)
                .param("orders", texts(entries, Logged::orderId))
                .param("ats", texts(entries, logged -> logged.entry().at()))
                .param("kinds", texts(entries, logged -> logged.entry().kind()))
                .param("states", texts(entries, logged -> logged.entry().state()))
                .param("steps", texts(entries, logged -> logged.entry().step()))
                .param("directions", texts(entries, logged -> logged.entry().direction()))
                .param("commands", texts(entries, logged -> logged.entry().commandId()))
                .param("attempts", texts(entries, logged -> logged.entry().attempt()))
                .param("reasons", texts(entries, logged -> logged.entry().reason()))
                .param("notes", texts(entries, logged -> logged.entry().note()))
                .param("actors", texts(entries, logged -> logged.entry().actor()))
                .param("messageTypes", texts(entries, logged -> typeOf(logged.entry())))
                .param("messages", texts(entries, logged -> messageOf(logged.entry())))
                .update();
    }

    private static @Nullable String typeOf(LogEntry entry) {
        Message message = entry.message();
        return message == null ? null : Topic.nameOf(message.getClass());
    }

    private @Nullable String messageOf(LogEntry entry) {
        Message message = entry.message();
        return message == null ? null : json.write(message);
    }

    private static int attempts(Saga saga) {
        var pending = saga.pending();
        return pending == null ? 0 : pending.attempts();
    }

    private static @Nullable Object reason(Saga saga) {
        var ending = saga.ending();
        return ending == null ? null : ending.reason();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
