package com.winemall.starter.outbox;

import static com.winemall.starter.jdbc.Columns.bytes;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.Topic;
import com.winemall.starter.messaging.MessageCodec;
import com.winemall.starter.messaging.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `outbox`.
final class OutboxTable {

    private final JdbcClient jdbc;
    private final MessageCodec codec;
    private final Clock clock;
    private final OutboxProperties properties;

    OutboxTable(JdbcClient jdbc, MessageCodec codec, Clock clock, OutboxProperties properties) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.clock = clock;
        this.properties = properties;
    }

    /// Writes the messages, leased to this process, which is to send them after the commit.
    List<OutboxRow> insert(List<Outgoing> messages) {
        List<byte[]> payloads =
                messages.stream().map(message -> codec.value(message.message())).toList();
        Map<String, Long> rowIds = new HashMap<>();
        jdbc.sql(
                        """
                        insert into outbox (message_id, topic, message_key, type, traceparent,
                                            payload, leased_until)
                        select *, clock_timestamp() + :lease * interval '1 millisecond'
                        from unnest(:ids::text[], :topics::text[], :keys::text[], :types::text[],
                                    :traceparents::text[], :payloads::bytea[])
                        returning id, message_id
                        """)
                .param("lease", properties.lease().toMillis())
                .param("ids", texts(messages, Outgoing::id))
                .param("topics", texts(messages, Outgoing::topic))
                .param("keys", texts(messages, message -> message.message().key()))
                .param("types", texts(messages, OutboxTable::type))
                .param("traceparents", texts(messages, Outgoing::traceparent))
                .param("payloads", bytes(payloads, payload -> payload))
                .query(row -> {
                    rowIds.put(row.getString("message_id"), row.getLong("id"));
                });
        var now = clock.instant();
        List<OutboxRow> rows = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            var outgoing = messages.get(i);
            rows.add(
                    new OutboxRow(
                            Objects.requireNonNull(rowIds.get(outgoing.id())),
                            outgoing.id(),
                            outgoing.topic(),
                            outgoing.message().key(),
                            type(outgoing),
                            outgoing.traceparent(),
                            payloads.get(i),
                            now,
                            0));
        }
        return rows;
    }

    void delete(List<OutboxRow> rows) {
        jdbc.sql("delete from outbox where id = any(:ids)")
                .param("ids", longs(rows, OutboxRow::id))
                .update();
    }

    /// Leases rows nobody is busy with to the caller, counting the attempt at once: a message that
    /// kills its sender must not be tried for ever.
    List<OutboxRow> leaseAbandoned(int rowsMax) {
        return jdbc.sql(
                        """
                        update outbox
                        set leased_until = clock_timestamp() + :lease * interval '1 millisecond',
                            attempts = attempts + 1
                        where id in (select id
                                     from outbox
                                     where leased_until <= clock_timestamp()
                                       and attempts < :attemptsMax
                                     order by id
                                     limit :rowsMax
                                     for update skip locked)
                        returning *
                        """)
                .param("lease", properties.lease().toMillis())
                .param("attemptsMax", properties.attemptsMax())
                .param("rowsMax", rowsMax)
                .query(OutboxTable::row)
                .list();
    }

    /// Writes down why each of the rows was not sent.
    void remember(Map<OutboxRow, Throwable> unsent) {
        jdbc.sql(
                        """
                        update outbox
                        set last_error = failure.error
                        from unnest(:ids::bigint[], :errors::text[]) failure (id, error)
                        where outbox.id = failure.id
                        """)
                .param("ids", longs(unsent.keySet(), OutboxRow::id))
                .param("errors", texts(unsent.values(), NestedExceptionUtils::getMostSpecificCause))
                .update();
    }

    Depth depth() {
        return jdbc.sql(
                        """
                        select count(*) filter (where attempts < :attemptsMax) as waiting,
                               count(*) filter (where attempts >= :attemptsMax) as parked,
                               coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                                   as oldest_age
                        from outbox
                        """)
                .param("attemptsMax", properties.attemptsMax())
                .query((row, _) ->
                        new Depth(
                                row.getLong("waiting"),
                                row.getLong("parked"),
                                Duration.ofMillis(Math.round(row.getDouble("oldest_age") * 1000))))
                .single();
    }

    private static String type(Outgoing outgoing) {
        return Topic.nameOf(outgoing.message().getClass());
    }

    private static OutboxRow row(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("traceparent"),
                row.getBytes("payload"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    /// @param parked rows given up after too many attempts, until somebody looks at them
    record Depth(long waiting, long parked, Duration oldestAge) {}
}
