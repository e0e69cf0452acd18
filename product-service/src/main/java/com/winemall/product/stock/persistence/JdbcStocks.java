package com.winemall.product.stock.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.product.stock.Cellar;
import com.winemall.product.stock.Hold;
import com.winemall.product.stock.Movement;
import com.winemall.product.stock.Reorder;
import com.winemall.product.stock.Shelf;
import com.winemall.product.stock.Stocks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Shelves and holds in PostgreSQL: a few statements for a whole poll, however many orders it has.
@Repository
class JdbcStocks implements Stocks {

    /// Orders at the head of a line that one transaction can serve; the sweep serves the rest.
    private static final int LINE_HEAD_MAX = 200;

    private final JdbcClient jdbc;
    private final JdbcAllotments allotments;

    JdbcStocks(JdbcClient jdbc, JdbcAllotments allotments) {
        this.jdbc = jdbc;
        this.allotments = allotments;
    }

    @Override
    public Cellar load(
            Set<ProductId> products, Set<OrderId> orders, Set<EventId> events, Instant now) {
        Map<ProductId, Shelf> shelves = lockShelves(products, events);
        List<Hold> expired = endOverdueHolds(shelves.keySet(), now);
        if (shelves.values().stream().anyMatch(shelf -> shelf.waiting() > 0)) {
            lineUp(shelves);
        }
        List<Hold> holds = holdsOf(orders);
        Set<EventId> concerned = new HashSet<>(events);
        Stream.concat(holds.stream(), expired.stream())
                .flatMap(hold -> Stream.ofNullable(hold.eventId()))
                .forEach(concerned::add);
        return new Cellar(now, shelves.values(), allotments.of(concerned), holds, expired);
    }

    private Map<ProductId, Shelf> lockShelves(Set<ProductId> products, Set<EventId> events) {
        return jdbc
                .sql(
                        """
                        select s.product_id, p.name, p.price, s.on_hand, s.held, s.waiting, s.line_seq,
                               s.version, p.reorder_point, p.reorder_quantity
                        from stock s
                        join product p on p.id = s.product_id
                        where s.product_id = any(array(
                            select unnest(:products::uuid[])
                            union
                            select product_id
                            from stock_allotment
                            where event_id = any(:events::uuid[])))
                        order by s.product_id
                        for update of s
                        """)
                .param("products", texts(products, ProductId::value))
                .param("events", texts(events, EventId::value))
                .query(JdbcStocks::shelf)
                .list()
                .stream()
                .collect(
                        Collectors.toMap(
                                Shelf::productId,
                                shelf -> shelf,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private List<Hold> endOverdueHolds(Set<ProductId> products, Instant now) {
        return jdbc.sql(
                        """
                        update stock_hold
                        set state = 'EXPIRED', updated_at = :now
                        where product_id = any(:products::uuid[])
                          and state = 'HELD'
                          and expires_at <= :now
                        returning *
                        """)
                .param("products", texts(products, ProductId::value))
                .param("now", utc(now))
                .query(JdbcStocks::hold)
                .list();
    }

    private void lineUp(Map<ProductId, Shelf> shelves) {
        var withLine =
                shelves.values().stream()
                        .filter(shelf -> shelf.waiting() > 0)
                        .map(Shelf::productId)
                        .toList();
        Map<ProductId, List<Hold>> heads =
                jdbc
                        .sql(
                                """
                                select h.*
                                from unnest(:products::uuid[]) as line (product_id)
                                cross join lateral (
                                    select *
                                    from stock_hold
                                    where product_id = line.product_id and state = 'WAITING'
                                    order by line_seq
                                    limit :headMax) h
                                order by h.product_id, h.line_seq
                                """)
                        .param("products", texts(withLine, ProductId::value))
                        .param("headMax", LINE_HEAD_MAX)
                        .query(JdbcStocks::hold)
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(Hold::productId));
        heads.forEach(
                (productId, head) -> Objects.requireNonNull(shelves.get(productId)).lineUp(head));
    }

    private List<Hold> holdsOf(Set<OrderId> orders) {
        return jdbc.sql("select * from stock_hold where order_id = any(:orders::uuid[])")
                .param("orders", texts(orders, OrderId::value))
                .query(JdbcStocks::hold)
                .list();
    }

    @Override
    public void store(Cellar cellar, Instant now) {
        storeHolds(cellar.changedHolds(), now);
        storeShelves(cellar.changedShelves());
        storeMovements(cellar.movements(), now);
        allotments.store(cellar.changedAllotments(), now);
    }

    private void storeHolds(Collection<Hold> holds, Instant now) {
        if (holds.isEmpty()) {
            return;
        }
        List<HoldRow> rows = holds.stream().map(HoldRow::of).toList();
        jdbc.sql(
                        """
                        insert into stock_hold (
                            order_id, product_id, customer_id, event_id, command_id, quantity,
                            state, name, unit_price, expires_at, line_seq, announced_position,
                            wait_until, hold_when_served, reason, available, created_at, updated_at)
                        select *, :now, :now
                        from unnest(
                            :orders::uuid[], :products::uuid[], :customers::uuid[], :events::uuid[],
                            :commands::text[], :quantities::integer[], :states::text[],
                            :names::text[], :prices::bigint[], :expiries::timestamptz[],
                            :places::bigint[], :positions::integer[], :waits::timestamptz[],
                            :holdsWhenServed::bigint[], :reasons::text[], :availables::integer[])
                        on conflict (order_id, product_id) do update
                        set state = excluded.state,
                            name = excluded.name,
                            unit_price = excluded.unit_price,
                            expires_at = excluded.expires_at,
                            reason = excluded.reason,
                            available = excluded.available,
                            updated_at = excluded.updated_at
                        """)
                .param("now", utc(now))
                .param("orders", texts(rows, row -> row.hold().orderId()))
                .param("products", texts(rows, row -> row.hold().productId()))
                .param("customers", texts(rows, row -> row.hold().customerId()))
                .param("events", texts(rows, row -> row.hold().eventId()))
                .param("commands", texts(rows, row -> row.hold().commandId()))
                .param("quantities", ints(rows, row -> row.hold().quantity()))
                .param("states", texts(rows, HoldRow::state))
                .param("names", texts(rows, row -> row.hold().name()))
                .param("prices", longs(rows, row -> row.hold().unitPrice()))
                .param("expiries", texts(rows, HoldRow::expiresAt))
                .param("places", texts(rows, HoldRow::place))
                .param("positions", texts(rows, HoldRow::position))
                .param("waits", texts(rows, HoldRow::waitUntil))
                .param("holdsWhenServed", texts(rows, HoldRow::holdWhenServed))
                .param("reasons", texts(rows, HoldRow::reason))
                .param("availables", texts(rows, HoldRow::available))
                .update();
    }

    private void storeShelves(List<Shelf> shelves) {
        if (shelves.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update stock
                        set on_hand = changed.on_hand,
                            held = changed.held,
                            waiting = changed.waiting,
                            line_seq = changed.line_seq,
                            version = changed.version
                        from unnest(:products::uuid[], :onHands::integer[], :helds::integer[],
                                    :waitings::integer[], :places::bigint[], :versions::bigint[])
                             as changed (product_id, on_hand, held, waiting, line_seq, version)
                        where stock.product_id = changed.product_id
                        """)
                .param("products", texts(shelves, Shelf::productId))
                .param("onHands", ints(shelves, Shelf::onHand))
                .param("helds", ints(shelves, Shelf::held))
                .param("waitings", ints(shelves, Shelf::waiting))
                .param("places", longs(shelves, Shelf::lastPlace))
                .param("versions", longs(shelves, Shelf::version))
                .update();
    }

    private void storeMovements(List<Movement> movements, Instant now) {
        if (movements.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into stock_movement (product_id, kind, quantity, reference, at)
                        select *, :now
                        from unnest(:products::uuid[], :kinds::text[], :quantities::integer[],
                                    :references::text[])
                        """)
                .param("now", utc(now))
                .param("products", texts(movements, Movement::productId))
                .param("kinds", texts(movements, Movement::kind))
                .param("quantities", ints(movements, Movement::quantity))
                .param("references", texts(movements, Movement::reference))
                .update();
    }

    @Override
    public boolean isReceived(ProductId productId, String reference) {
        return jdbc.sql(
                        """
                        select exists (select 1
                                       from stock_movement
                                       where product_id = :product
                                         and kind = 'RECEIVED'
                                         and reference = :reference)
                        """)
                .param("product", productId.value())
                .param("reference", reference)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<ProductId> needingCare(Instant now, int max) {
        return jdbc.sql(
                        """
                        select s.product_id
                        from stock s
                        where (s.held > 0
                               and exists (select 1
                                           from stock_hold h
                                           where h.product_id = s.product_id
                                             and h.state = 'HELD'
                                             and h.expires_at <= :now))
                           or (s.waiting > 0
                               and (s.on_hand > s.held
                                    or exists (select 1
                                               from stock_hold h
                                               where h.product_id = s.product_id
                                                 and h.state = 'WAITING'
                                                 and h.wait_until <= :now)))
                        limit :max
                        """)
                .param("now", utc(now))
                .param("max", max)
                .query((row, _) -> new ProductId(row.getObject("product_id", UUID.class)))
                .list();
    }

    @Override
    public Holds holds(Instant now, Instant soon) {
        return jdbc.sql(
                        """
                        select *
                        from (select count(*) as held,
                                     count(*) filter (where expires_at between :now and :soon)
                                         as expiring,
                                     count(*) filter (where expires_at < :now) as overdue
                              from stock_hold
                              where state = 'HELD') as held,
                             (select count(*) as waiting, min(created_at) as waiting_since
                              from stock_hold
                              where state = 'WAITING') as waiting
                        """)
                .param("now", utc(now))
                .param("soon", utc(soon))
                .query((row, _) ->
                        new Holds(
                                row.getLong("held"),
                                row.getLong("expiring"),
                                row.getLong("overdue"),
                                row.getLong("waiting"),
                                instantOrNull(row, "waiting_since")))
                .single();
    }

    @Override
    public List<Hold> toldNewPositions(int max) {
        return jdbc.sql(
                        """
                        update stock_hold h
                        set announced_position = moved.position
                        from (select order_id, product_id, position
                              from (select order_id, product_id, announced_position,
                                           row_number() over (partition by product_id
                                                              order by line_seq) as position
                                    from stock_hold
                                    where state = 'WAITING') line
                              where position <> announced_position
                              limit :max) moved
                        where h.order_id = moved.order_id
                          and h.product_id = moved.product_id
                          and h.state = 'WAITING'
                        returning h.*
                        """)
                .param("max", max)
                .query(JdbcStocks::hold)
                .list();
    }

    @Override
    public long nextVersion(ProductId productId) {
        return jdbc.sql(
                        """
                        update stock
                        set version = version + 1
                        where product_id = :product
                        returning version
                        """)
                .param("product", productId.value())
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Shelf shelf(ResultSet row, int number) throws SQLException {
        return new Shelf(
                new ProductId(row.getObject("product_id", UUID.class)),
                row.getString("name"),
                row.getLong("price"),
                row.getInt("on_hand"),
                row.getInt("held"),
                row.getInt("waiting"),
                row.getLong("line_seq"),
                row.getLong("version"),
                reorder(row));
    }

    private static @Nullable Reorder reorder(ResultSet row) throws SQLException {
        var quantity = row.getObject("reorder_quantity", Integer.class);
        return quantity == null
                ? null
                : new Reorder(
                        Objects.requireNonNullElse(
                                row.getObject("reorder_point", Integer.class), -1),
                        quantity);
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return HoldRow.read(row);
    }
}
