package com.winemall.starter.deadletter;

import static com.winemall.starter.jdbc.Columns.bytes;
import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.winemall.starter.FreshIds;
import com.winemall.starter.deadletter.DeadLetter.Action;
import com.winemall.starter.deadletter.DeadLetter.Status;
import com.winemall.starter.messaging.DeadRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables `dead_letter` and `dead_letter_action`.
final class DeadLetterTable {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final FreshIds ids;
    private final JsonMapper json = JsonMapper.builder().build();

    DeadLetterTable(JdbcClient jdbc, FreshIds ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// Adds those that are not there yet.
    void insert(List<DeadRecord> letters) {
        jdbc.sql(
                        """
                        insert into dead_letter (id, topic, consumer, record_partition,
                                                 record_offset, record_sent_at, message_key,
                                                 message_id, type, headers, payload, error,
                                                 attempts, given_up_at, status)
                        select *, 'WAITING'
                        from unnest(:ids::uuid[], :topics::text[], :consumers::text[],
                                    :partitions::integer[], :offsets::bigint[],
                                    :sentAts::timestamptz[], :keys::text[], :messageIds::text[],
                                    :types::text[], :headers::json[], :payloads::bytea[],
                                    :errors::text[], :attempts::integer[], :ats::timestamptz[])
                        on conflict on constraint dead_letter_once_for_record do nothing
                        """)
                .param("ids", texts(letters, _ -> ids.next()))
                .param("topics", texts(letters, DeadRecord::topic))
                .param("consumers", texts(letters, DeadRecord::consumer))
                .param("partitions", ints(letters, DeadRecord::partition))
                .param("offsets", longs(letters, DeadRecord::offset))
                .param("sentAts", texts(letters, DeadRecord::sentAt))
                .param("keys", texts(letters, letter -> storable(letter.key())))
                .param("messageIds", texts(letters, letter -> header(letter, "ce_id")))
                .param("types", texts(letters, letter -> header(letter, "ce_type")))
                .param("headers", texts(letters, it -> json.writeValueAsString(it.headers())))
                .param("payloads", bytes(letters, DeadRecord::value))
                .param("errors", texts(letters, letter -> storable(letter.error())))
                .param("attempts", ints(letters, DeadRecord::attempts))
                .param("ats", texts(letters, DeadRecord::at))
                .update();
    }

    /// The newest first.
    List<DeadLetter> search(Search search, long offset, int limit) {
        var letters =
                filtered(
                                """
                                select *
                                from dead_letter
                                where %s
                                order by given_up_at desc, id desc
                                offset :offset
                                limit :limit
                                """,
                                search)
                        .param("offset", offset)
                        .param("limit", limit)
                        .query(this::letter)
                        .list();
        var actions = actionsOf(letters.stream().map(DeadLetter::id).toList());
        return letters.stream()
                .map(letter -> letter.with(actions.getOrDefault(letter.id(), List.of())))
                .toList();
    }

    long count(Search search) {
        return filtered("select count(*) from dead_letter where %s", search)
                .query(Long.class)
                .single();
    }

    Optional<DeadLetter> find(UUID id) {
        return one("select * from dead_letter where id = :id", id);
    }

    /// Nobody else decides about it until this transaction is over.
    Optional<DeadLetter> lock(UUID id) {
        return one("select * from dead_letter where id = :id for update", id);
    }

    /// Writes down that it was tried once more, and with which result.
    ///
    /// @return what it is like now
    DeadLetter tried(DeadLetter letter, Action action) {
        jdbc.sql(
                        """
                        update dead_letter
                        set attempts = attempts + 1,
                            status = case when :error::text is null then 'REDRIVEN' else status end,
                            error = coalesce(:error, error)
                        where id = :id
                        """)
                .param("id", letter.id())
                .param("error", storable(action.error()))
                .update();
        return noted(letter, action);
    }

    /// @return what it is like now
    DeadLetter discarded(DeadLetter letter, Action action) {
        jdbc.sql("update dead_letter set status = 'DISCARDED' where id = :id")
                .param("id", letter.id())
                .update();
        return noted(letter, action);
    }

    /// How many wait for a decision, by topic and consumer.
    List<Waiting> waiting() {
        return jdbc.sql(
                        """
                        select topic, consumer, count(*) as waiting, min(given_up_at) as oldest_at
                        from dead_letter
                        where status = 'WAITING'
                        group by topic, consumer
                        order by topic, consumer
                        """)
                .query((row, _) ->
                        new Waiting(
                                row.getString("topic"),
                                row.getString("consumer"),
                                row.getLong("waiting"),
                                instant(row, "oldest_at")))
                .list();
    }

    private DeadLetter noted(DeadLetter letter, Action action) {
        jdbc.sql(
                        """
                        insert into dead_letter_action (dead_letter_id, kind, actor, at, reason,
                                                        error)
                        values (:id, :kind, :by, :at, :reason, :error)
                        """)
                .param("id", letter.id())
                .param("kind", action.kind().name())
                .param("by", action.by())
                .param("at", action.at().atOffset(ZoneOffset.UTC))
                .param("reason", action.reason())
                .param("error", storable(action.error()))
                .update();
        return find(letter.id()).orElseThrow();
    }

    private Optional<DeadLetter> one(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query(this::letter)
                .optional()
                .map(letter -> letter.with(actionsOf(List.of(id)).getOrDefault(id, List.of())));
    }

    private Map<UUID, List<Action>> actionsOf(List<UUID> letters) {
        return jdbc
                .sql(
                        """
                        select *
                        from dead_letter_action
                        where dead_letter_id = any(:letters::uuid[])
                        order by id
                        """)
                .param("letters", texts(letters, id -> id))
                .query((row, _) ->
                        Map.entry(
                                row.getObject("dead_letter_id", UUID.class),
                                new Action(
                                        DeadLetter.Kind.valueOf(row.getString("kind")),
                                        row.getString("actor"),
                                        instant(row, "at"),
                                        row.getString("reason"),
                                        row.getString("error"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private StatementSpec filtered(String sql, Search search) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (search.topic() != null) {
            conditions.add("topic = :topic");
        }
        if (search.status() != null) {
            conditions.add("status = '" + search.status() + "'");
        }
        if (search.q() != null) {
            conditions.add(
                    """
                    (:q in (message_key, message_id, type)
                     or position(:q in error) > 0
                     or position(convert_to(:q, 'UTF8') in payload) > 0)
                    """);
        }
        return jdbc.sql(sql.formatted(String.join(" and ", conditions)))
                .param("topic", search.topic())
                .param("q", search.q());
    }

    private DeadLetter letter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                new DeadRecord(
                        row.getString("topic"),
                        row.getString("consumer"),
                        row.getInt("record_partition"),
                        row.getLong("record_offset"),
                        instant(row, "record_sent_at"),
                        row.getString("message_key"),
                        row.getBytes("payload"),
                        json.readValue(row.getString("headers"), HEADERS),
                        row.getString("error"),
                        row.getInt("attempts"),
                        instant(row, "given_up_at")),
                Status.valueOf(row.getString("status")),
                List.of());
    }

    private static @Nullable String header(DeadRecord letter, String name) {
        return storable(letter.headers().get(name));
    }

    /// PostgreSQL's texts have no character 0. Of a letter it could only be in what no message of
    /// ours has.
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /// What is looked for; what is absent does not matter.
    ///
    /// @param q the key, the message's id, its type, or something in the error or the payload
    record Search(@Nullable String topic, @Nullable Status status, @Nullable String q) {}

    /// @param oldestAt when the first of them was given up
    record Waiting(String topic, String consumer, long waiting, Instant oldestAt) {}
}
