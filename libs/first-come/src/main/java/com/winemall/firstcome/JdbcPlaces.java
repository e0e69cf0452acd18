package com.winemall.firstcome;

import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.starter.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Places in PostgreSQL.
class JdbcPlaces {

    private static final String COLUMNS =
            """
            select pool_id, ticket, person, reference, request, quantity, state, number, arrived_at,
                   admitted_at, code
            from place
            """;

    private final JdbcClient jdbc;

    JdbcPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What is known of these tickets, and whom of these people a live ticket is known of.
    List<WrittenPlace> known(Collection<Place> places) {
        return jdbc.sql(
                        COLUMNS
                                + """
                                join unnest(:pools::uuid[], :tickets, :people::uuid[])
                                    as asked (asked_pool, asked_ticket, asked_person)
                                  on pool_id = asked_pool
                                 and (ticket = asked_ticket
                                      or person = asked_person and state in ('WAITING', 'ADMITTED'))
                                """)
                .param("pools", Columns.texts(places, Place::poolId))
                .param("tickets", Columns.longs(places, Place::ticket))
                .param("people", Columns.texts(places, Place::person))
                .query(JdbcPlaces::readWritten)
                .list();
    }

    /// Writes places, new ones and changed ones. Those that ended are Redis' to hear of under their
    /// epoch.
    void write(Collection<WrittenPlace> places, Instant now) {
        jdbc.sql(
                        """
                        insert into place (pool_id, ticket, person, reference, request, quantity,
                            state, number, from_line, arrived_at, admitted_at, ended_at, code,
                            untold_epoch)
                        select pool_id, ticket, person, reference, request, quantity, state,
                            number, from_line, arrived_at, admitted_at,
                            case when state in ('LEFT', 'REFUSED') then :now::timestamptz end,
                            code,
                            case when state = 'REFUSED'
                                then (select epoch from pool where pool.pool_id = written.pool_id)
                            end
                        from unnest(:pools::uuid[], :tickets, :people::uuid[], :references::uuid[],
                            :requests, :quantities, :states, :numbers::bigint[], :fromLine,
                            :arrived::timestamptz[], :admitted::timestamptz[], :codes)
                            as written (pool_id, ticket, person, reference, request, quantity,
                                state, number, from_line, arrived_at, admitted_at, code)
                        on conflict (pool_id, ticket) do update
                        set state = excluded.state, number = excluded.number,
                            from_line = excluded.from_line, admitted_at = excluded.admitted_at,
                            ended_at = excluded.ended_at, code = excluded.code,
                            untold_epoch = excluded.untold_epoch
                        """)
                .param("now", now.toString())
                .param("pools", Columns.texts(places, written -> written.place().poolId()))
                .param("tickets", Columns.longs(places, written -> written.place().ticket()))
                .param("people", Columns.texts(places, written -> written.place().person()))
                .param("references", Columns.texts(places, written -> written.place().reference()))
                .param("requests", Columns.texts(places, written -> written.place().request()))
                .param("quantities", Columns.ints(places, written -> written.place().quantity()))
                .param("states", Columns.texts(places, WrittenPlace::state))
                .param("numbers", Columns.texts(places, written -> written.place().number()))
                .param("fromLine", Columns.booleans(places, written -> written.place().fromLine()))
                .param("arrived", Columns.texts(places, written -> written.place().arrivedAt()))
                .param("admitted", Columns.texts(places, written -> written.place().admittedAt()))
                .param("codes", Columns.texts(places, WrittenPlace::code))
                .update();
    }

    /// Ends admissions, unless they have ended so already.
    ///
    /// @param from states in which they may be
    /// @return those that ended now
    List<UntoldEnd> end(
            Collection<UUID> references,
            List<PlaceState> from,
            PlaceState to,
            String code,
            Instant now) {
        return jdbc.sql(
                        """
                        update place
                        set state = :to, code = :code, ended_at = :now::timestamptz,
                            untold_epoch = pool.epoch
                        from pool
                        where reference = any(:references::uuid[]) and place.state = any(:from)
                          and pool.pool_id = place.pool_id
                        returning place.pool_id, ticket, person, place.quantity, place.state, code,
                            untold_epoch
                        """)
                .param("references", Columns.texts(references, reference -> reference))
                .param("from", Columns.texts(from, state -> state))
                .param("to", to.name())
                .param("code", code)
                .param("now", now.toString())
                .query(JdbcPlaces::readEnd)
                .list();
    }

    /// Everybody still in line when a pool closes, out of it.
    List<Place> endWaiting(UUID poolId, Instant now) {
        return jdbc.sql(
                        """
                        update place set state = 'LEFT', ended_at = :now::timestamptz
                        where pool_id = :id and state = 'WAITING'
                        returning pool_id, ticket, person, reference, request, quantity, state,
                            number, arrived_at, admitted_at, code
                        """)
                .param("id", poolId)
                .param("now", now.toString())
                .query(JdbcPlaces::readPlace)
                .list();
    }

    List<UUID> poolsOf(Collection<UUID> references) {
        return jdbc.sql(
                        """
                        select distinct pool_id from place where reference = any(:references::uuid[])
                        """)
                .param("references", Columns.texts(references, reference -> reference))
                .query((row, _) -> row.getObject("pool_id", UUID.class))
                .list();
    }

    Optional<Place> ofReference(UUID reference) {
        return jdbc.sql(COLUMNS + "where reference = :reference")
                .param("reference", reference)
                .query(JdbcPlaces::readPlace)
                .optional();
    }

    /// The live or the last sold place of a person.
    Optional<WrittenPlace> ofPerson(UUID poolId, UUID person) {
        return jdbc.sql(
                        COLUMNS
                                + """
                                where pool_id = :id and person = :person
                                  and state in ('WAITING', 'ADMITTED', 'SOLD')
                                order by ticket desc limit 1
                                """)
                .param("id", poolId)
                .param("person", person)
                .query(JdbcPlaces::readWritten)
                .optional();
    }

    /// Places that were admitted, whatever became of them, in the order of their numbers.
    List<Place> admitted(UUID poolId, long after, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + """
                                where pool_id = :id and number > :after
                                order by number limit :limit
                                """)
                .param("id", poolId)
                .param("after", after)
                .param("limit", limit)
                .query(JdbcPlaces::readPlace)
                .list();
    }

    /// Places Redis has to know, in the order of their tickets.
    List<WrittenPlace> standing(UUID poolId, long after, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + """
                                where pool_id = :id and ticket > :after
                                  and state in ('WAITING', 'ADMITTED', 'SOLD')
                                order by ticket limit :limit
                                """)
                .param("id", poolId)
                .param("after", after)
                .param("limit", limit)
                .query(JdbcPlaces::readWritten)
                .list();
    }

    Last last(UUID poolId) {
        return jdbc.sql(
                        """
                        select coalesce(max(ticket), 0) as ticket, coalesce(max(number), 0) as number
                        from place where pool_id = :id
                        """)
                .param("id", poolId)
                .query((row, _) -> new Last(row.getLong("ticket"), row.getLong("number")))
                .single();
    }

    List<UntoldEnd> untold(UUID poolId, int limit) {
        return jdbc.sql(
                        """
                        select pool_id, ticket, person, quantity, state, code, untold_epoch
                        from place where pool_id = :id and untold_epoch is not null
                        order by ended_at, ticket limit :limit
                        """)
                .param("id", poolId)
                .param("limit", limit)
                .query(JdbcPlaces::readEnd)
                .list();
    }

    List<UUID> poolsWithUntold() {
        return jdbc.sql("select distinct pool_id from place where untold_epoch is not null")
                .query((row, _) -> row.getObject("pool_id", UUID.class))
                .list();
    }

    /// Redis knows these ends, unless the place has ended differently meanwhile.
    void told(List<UntoldEnd> ends) {
        jdbc.sql(
                        """
                        update place set untold_epoch = null
                        from unnest(:pools::uuid[], :tickets, :states) as told (pool_id, ticket, state)
                        where place.pool_id = told.pool_id and place.ticket = told.ticket
                          and place.state = told.state
                        """)
                .param("pools", Columns.texts(ends, UntoldEnd::poolId))
                .param("tickets", Columns.longs(ends, UntoldEnd::ticket))
                .param("states", Columns.texts(ends, UntoldEnd::state))
                .update();
    }

    void allTold(UUID poolId) {
        jdbc.sql(
                        "update place set untold_epoch = null where pool_id = :id and untold_epoch is not null")
                .param("id", poolId)
                .update();
    }

    /// Reads every place of the pool.
    Sums sums(UUID poolId) {
        return sums(List.of(poolId)).getOrDefault(poolId, Sums.NONE);
    }

    /// Reads every place of these pools; a pool without places is not in the answer.
    Map<UUID, Sums> sums(Collection<UUID> poolIds) {
        Map<UUID, Sums> sums = new HashMap<>();
        jdbc.sql(
                        """
                        select pool_id,
                               coalesce(sum(quantity) filter (where state = 'ADMITTED'), 0) as held,
                               coalesce(sum(quantity) filter (where state = 'SOLD'), 0) as sold,
                               count(*) filter (where state = 'WAITING') as waiting,
                               coalesce(sum(quantity) filter (
                                   where untold_epoch is not null
                                     and state in ('RELEASED', 'REFUSED')), 0) as untold
                        from place where pool_id = any(:ids::uuid[])
                        group by pool_id
                        """)
                .param("ids", Columns.texts(poolIds, id -> id))
                .query((row, _) ->
                        Map.entry(
                                row.getObject("pool_id", UUID.class),
                                new Sums(
                                        row.getLong("held"),
                                        row.getLong("sold"),
                                        row.getLong("waiting"),
                                        row.getLong("untold"))))
                .list()
                .forEach(pool -> sums.put(pool.getKey(), pool.getValue()));
        return sums;
    }

    /// Units that are back and that Redis still counts as held or sold. Reads only those places.
    long untoldUnits(UUID poolId) {
        return jdbc.sql(
                        """
                        select coalesce(sum(quantity), 0) from place
                        where pool_id = :id and untold_epoch is not null
                          and state in ('RELEASED', 'REFUSED')
                        """)
                .param("id", poolId)
                .query(Long.class)
                .single();
    }

    private static Place readPlace(ResultSet row, int number) throws SQLException {
        return new Place(
                row.getObject("pool_id", UUID.class),
                row.getLong("ticket"),
                row.getObject("person", UUID.class),
                row.getObject("reference", UUID.class),
                row.getString("request"),
                row.getInt("quantity"),
                row.getObject("number", Long.class),
                instant(row, "arrived_at"),
                instantOrNull(row, "admitted_at"));
    }

    private static WrittenPlace readWritten(ResultSet row, int number) throws SQLException {
        return new WrittenPlace(
                readPlace(row, number),
                PlaceState.valueOf(row.getString("state")),
                row.getString("code"));
    }

    private static UntoldEnd readEnd(ResultSet row, int number) throws SQLException {
        return new UntoldEnd(
                row.getObject("pool_id", UUID.class),
                row.getLong("ticket"),
                row.getObject("person", UUID.class),
                row.getInt("quantity"),
                PlaceState.valueOf(row.getString("state")),
                row.getString("code"),
                row.getInt("untold_epoch"));
    }

    /// The highest ticket and the highest number given so far.
    record Last(long ticket, long number) {}

    /// @param untold units that are back and that Redis still counts as held or sold
    record Sums(long held, long sold, long waiting, long untold) {

        /// Of a pool without places.
        static final Sums NONE = new Sums(0, 0, 0, 0);
    }
}
