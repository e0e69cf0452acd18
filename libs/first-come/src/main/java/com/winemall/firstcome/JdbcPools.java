package com.winemall.firstcome;

import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.starter.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pools in PostgreSQL.
class JdbcPools {

    private static final String COLUMNS =
            """
            select pool_id, quantity, taken, per_person, has_line, rate, opens_at, closes_at, state,
                   pause_reason, epoch
            from pool
            """;

    private final JdbcClient jdbc;

    JdbcPools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(PoolTerms terms) {
        jdbc.sql(
                        """
                        insert into pool (pool_id, quantity, per_person, has_line, rate, opens_at, closes_at)
                        values (:id, :quantity, :perPerson, :line, :rate, :opensAt, :closesAt)
                        on conflict (pool_id) do nothing
                        """)
                .param("id", terms.poolId())
                .param("quantity", terms.quantity())
                .param("perPerson", terms.perPerson())
                .param("line", terms.line())
                .param("rate", terms.rate())
                .param("opensAt", terms.opensAt().atOffset(ZoneOffset.UTC))
                .param(
                        "closesAt",
                        terms.closesAt() == null ? null : terms.closesAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<PoolRow> find(UUID poolId) {
        return jdbc.sql(COLUMNS + "where pool_id = :id")
                .param("id", poolId)
                .query(JdbcPools::read)
                .optional();
    }

    List<PoolRow> findAll(Collection<UUID> poolIds) {
        return jdbc.sql(COLUMNS + "where pool_id = any(:ids::uuid[])")
                .param("ids", Columns.texts(poolIds, id -> id))
                .query(JdbcPools::read)
                .list();
    }

    /// The pools among these, locked in the order of their ids.
    Map<UUID, PoolRow> lock(Collection<UUID> poolIds) {
        Map<UUID, PoolRow> pools = new LinkedHashMap<>();
        jdbc.sql(COLUMNS + "where pool_id = any(:ids::uuid[]) order by pool_id for update")
                .param("ids", Columns.texts(poolIds, id -> id))
                .query(JdbcPools::read)
                .list()
                .forEach(pool -> pools.put(pool.poolId(), pool));
        return pools;
    }

    /// Pools that somebody may still come to, or whose admissions are still being written.
    List<PoolRow> kept() {
        return jdbc.sql(COLUMNS + "where state <> 'SETTLED' order by pool_id")
                .query(JdbcPools::read)
                .list();
    }

    /// @return whether the pool was in one of those states
    boolean move(UUID poolId, List<PoolState> from, PoolState to, @Nullable String pauseReason) {
        return jdbc.sql(
                                """
                                update pool set state = :to, pause_reason = :reason
                                where pool_id = :id and state = any(:from)
                                """)
                        .param("id", poolId)
                        .param("from", Columns.texts(from, state -> state))
                        .param("to", to.name())
                        .param("reason", pauseReason)
                        .update()
                == 1;
    }

    void grow(UUID poolId, long units) {
        jdbc.sql("update pool set quantity = quantity + :units where pool_id = :id")
                .param("id", poolId)
                .param("units", units)
                .update();
    }

    /// @param units by which more, or fewer, are admitted or sold
    void take(UUID poolId, long units) {
        jdbc.sql("update pool set taken = taken + :units where pool_id = :id")
                .param("id", poolId)
                .param("units", units)
                .update();
    }

    void beginEpoch(UUID poolId, int epoch) {
        jdbc.sql("update pool set epoch = :epoch where pool_id = :id")
                .param("id", poolId)
                .param("epoch", epoch)
                .update();
    }

    /// Writes down counts; of a second that is written already the larger count holds.
    void count(UUID poolId, List<SecondCount> counts) {
        jdbc.sql(
                        """
                        insert into pool_second (pool_id, at, code, count)
                        select :id, at, code, count
                        from unnest(:ats::timestamptz[], :codes, :counts) as second (at, code, count)
                        on conflict (pool_id, at, code) do update
                        set count = excluded.count where pool_second.count < excluded.count
                        """)
                .param("id", poolId)
                .param("ats", Columns.texts(counts, SecondCount::at))
                .param("codes", Columns.texts(counts, SecondCount::code))
                .param("counts", Columns.longs(counts, SecondCount::count))
                .update();
    }

    /// Counts ends that Redis will never be told of, in the second in which they ended.
    void countUntold(UUID poolId) {
        jdbc.sql(
                        """
                        insert into pool_second (pool_id, at, code, count)
                        select pool_id, date_trunc('second', ended_at), code, count(*)
                        from place
                        where pool_id = :id and untold_epoch is not null and code <> ''
                          and state <> 'REFUSED'
                        group by pool_id, date_trunc('second', ended_at), code
                        on conflict (pool_id, at, code) do update
                        set count = pool_second.count + excluded.count
                        """)
                .param("id", poolId)
                .update();
    }

    List<SecondCount> counts(UUID poolId) {
        return jdbc.sql("select at, code, count from pool_second where pool_id = :id order by at")
                .param("id", poolId)
                .query((row, _) ->
                        new SecondCount(
                                instant(row, "at"), row.getString("code"), row.getLong("count")))
                .list();
    }

    private static PoolRow read(ResultSet row, int number) throws SQLException {
        return new PoolRow(
                row.getObject("pool_id", UUID.class),
                row.getLong("quantity"),
                row.getLong("taken"),
                row.getInt("per_person"),
                row.getBoolean("has_line"),
                row.getInt("rate"),
                instant(row, "opens_at"),
                instantOrNull(row, "closes_at"),
                PoolState.valueOf(row.getString("state")),
                row.getString("pause_reason"),
                row.getInt("epoch"));
    }
}
