package com.winemall.product.stock.persistence;

import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.product.stock.Allotment;
import com.winemall.product.stock.Allotment.State;
import com.winemall.product.stock.Allotment.Units;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `stock_allotment`. Most polls have no order of an event, and do not come here.
@Repository
class JdbcAllotments {

    private final JdbcClient jdbc;

    JdbcAllotments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// To be read once the shelves are locked.
    List<Allotment> of(Set<EventId> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from stock_allotment where event_id = any(:events::uuid[])")
                .param("events", texts(events, EventId::value))
                .query(JdbcAllotments::allotment)
                .list();
    }

    void store(Collection<Allotment> allotments, Instant now) {
        if (allotments.isEmpty()) {
            return;
        }
        List<AllotmentRow> rows = allotments.stream().map(AllotmentRow::of).toList();
        jdbc.sql(
                        """
                        insert into stock_allotment (
                            event_id, command_id, state, product_id, quantity, price, rest,
                            available, created_at, updated_at)
                        select *, :now, :now
                        from unnest(
                            :events::uuid[], :commands::text[], :states::text[],
                            :products::uuid[], :quantities::integer[], :prices::bigint[],
                            :rests::integer[], :availables::integer[])
                        on conflict (event_id, command_id) do update
                        set state = excluded.state,
                            rest = excluded.rest,
                            updated_at = excluded.updated_at
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("events", texts(rows, row -> row.allotment().eventId()))
                .param("commands", texts(rows, row -> row.allotment().commandId()))
                .param("states", texts(rows, AllotmentRow::state))
                .param("products", texts(rows, AllotmentRow::productId))
                .param("quantities", texts(rows, AllotmentRow::quantity))
                .param("prices", texts(rows, AllotmentRow::price))
                .param("rests", texts(rows, AllotmentRow::rest))
                .param("availables", texts(rows, AllotmentRow::available))
                .update();
    }

    private static Allotment allotment(ResultSet row, int number) throws SQLException {
        return new Allotment(
                new EventId(row.getObject("event_id", UUID.class)),
                new CommandId(row.getString("command_id")),
                state(row));
    }

    private static State state(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "OPEN" -> new State.Open(units(row), row.getInt("rest"));
            case "RETURNED" -> new State.Returned(units(row), row.getInt("rest"));
            case "REFUSED" -> new State.Refused(row.getInt("quantity"), row.getInt("available"));
            case "FORGONE" -> new State.Forgone();
            default -> throw new IllegalStateException("no allotment is " + state);
        };
    }

    private static Units units(ResultSet row) throws SQLException {
        return new Units(
                new ProductId(row.getObject("product_id", UUID.class)),
                row.getInt("quantity"),
                row.getLong("price"));
    }

    /// One column for each thing any state knows.
    private record AllotmentRow(
            Allotment allotment,
            String state,
            @Nullable ProductId productId,
            @Nullable Integer quantity,
            @Nullable Long price,
            @Nullable Integer rest,
            @Nullable Integer available) {

        static AllotmentRow of(Allotment allotment) {
            return switch (allotment.state()) {
                case State.Open(var units, var rest) -> ofUnits(allotment, "OPEN", units, rest);
                case State.Returned(var units, var rest) ->
                        ofUnits(allotment, "RETURNED", units, rest);
                case State.Refused(var requested, var available) ->
                        new AllotmentRow(
                                allotment, "REFUSED", null, requested, null, null, available);
                case State.Forgone _ ->
                        new AllotmentRow(allotment, "FORGONE", null, null, null, null, null);
            };
        }

        private static AllotmentRow ofUnits(
                Allotment allotment, String state, Units units, int rest) {
            return new AllotmentRow(
                    allotment,
                    state,
                    units.productId(),
                    units.quantity(),
                    units.price(),
                    rest,
                    null);
        }
    }
}
