package com.winemall.starter.idempotency;

import static com.winemall.starter.jdbc.Columns.bytes;
import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The table `idempotency_key`.
public class StoredAnswers {

    private final JdbcClient jdbc;

    StoredAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps this key to the transaction under way.
    ///
    /// @return whether it was free
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean tryLock(IdempotencyKey key) {
        return jdbc.sql(
                        """
                        select pg_try_advisory_xact_lock(
                                   hashtextextended(:person || ' ' || :key, 7301))
                        """)
                .param("person", key.person())
                .param("key", key.value())
                .query(Boolean.class)
                .single();
    }

    public Optional<StoredAnswer> find(IdempotencyKey key) {
        return jdbc.sql("select * from idempotency_key where person = :person and key = :key")
                .param("person", key.person())
                .param("key", key.value())
                .query(StoredAnswers::answer)
                .optional();
    }

    /// Stores the answers whose keys are new, in the transaction of what they created.
    ///
    /// @return the keys that were new; the others have an answer already, to be found
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<IdempotencyKey> addNew(Collection<StoredAnswer> answers) {
        if (answers.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql(
                                """
                                insert into idempotency_key (person, key, fingerprint, status,
                                                             location, body)
                                select *
                                from unnest(:people::text[], :keys::text[], :fingerprints::bytea[],
                                            :statuses::integer[], :locations::text[],
                                            :bodies::text[])
                                on conflict do nothing
                                returning person, key
                                """)
                        .param("people", texts(answers, answer -> answer.key().person()))
                        .param("keys", texts(answers, answer -> answer.key().value()))
                        .param("fingerprints", bytes(answers, StoredAnswer::fingerprint))
                        .param("statuses", ints(answers, StoredAnswer::status))
                        .param("locations", texts(answers, StoredAnswer::location))
                        .param("bodies", texts(answers, StoredAnswer::body))
                        .query((row, _) ->
                                new IdempotencyKey(row.getString("person"), row.getString("key")))
                        .list());
    }

    /// Forgets answers nobody will ask for again.
    ///
    /// @return how many were forgotten
    int forget(Duration olderThan, int rowsMax) {
        return jdbc.sql(
                        """
                        delete from idempotency_key
                        where (person, key) in (
                            select person, key
                            from idempotency_key
                            where created_at < clock_timestamp() - :age * interval '1 second'
                            limit :rowsMax)
                        """)
                .param("age", olderThan.toSeconds())
                .param("rowsMax", rowsMax)
                .update();
    }

    private static StoredAnswer answer(ResultSet row, int number) throws SQLException {
        return new StoredAnswer(
                new IdempotencyKey(row.getString("person"), row.getString("key")),
                row.getBytes("fingerprint"),
                row.getInt("status"),
                row.getString("location"),
                row.getString("body"));
    }
}
