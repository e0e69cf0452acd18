package com.winemall.order.event.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.order.event.EventStatus;
import com.winemall.order.event.SaleEvent;
import com.winemall.order.event.SaleEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `sale_event`.
@Repository
class JdbcSaleEvents implements SaleEvents {

    private final JdbcClient jdbc;

    JdbcSaleEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean insert(SaleEvent event) {
        return jdbc.sql(
                                """
                                insert into sale_event (
                                    id, name, product_id, quantity, price, starts_at, ends_at,
                                    per_customer, waiting_line, arrivals_per_second, status,
                                    opens_at, allotments, available, due_at, created_at)
                                values (
                                    :id, :name, :product, :quantity, :price, :startsAt, :endsAt,
                                    :perCustomer, :waitingLine, :arrivalsPerSecond, :status,
                                    :opensAt, :allotments, :available, :dueAt, :createdAt)
                                on conflict do nothing
                                """)
                        .param("id", event.id().value())
                        .param("name", event.name())
                        .param("product", event.productId().value())
                        .param("quantity", event.quantity())
                        .param("price", event.price())
                        .param("startsAt", event.startsAt().atOffset(ZoneOffset.UTC))
                        .param("endsAt", event.endsAt().atOffset(ZoneOffset.UTC))
                        .param("perCustomer", event.perCustomer())
                        .param("waitingLine", event.waitingLine())
                        .param("arrivalsPerSecond", event.arrivalsPerSecond())
                        .param("status", event.status().name())
                        .param("opensAt", event.opensAt().atOffset(ZoneOffset.UTC))
                        .param("allotments", event.allotments())
                        .param("available", event.available())
                        .param(
                                "dueAt",
                                event.dueAt() == null
                                        ? null
                                        : event.dueAt().atOffset(ZoneOffset.UTC))
                        .param("createdAt", event.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    @Override
    public boolean overlaps(SaleEvent event) {
        return jdbc.sql(
                        """
                        select exists (
                            select
                            from sale_event
                            where product_id = :product
                              and id <> :id
                              and status in ('SCHEDULED', 'ALLOTTING', 'OPEN')
                              and tstzrange(opens_at, ends_at)
                                  && tstzrange(:opensAt::timestamptz, :endsAt::timestamptz))
                        """)
                .param("product", event.productId().value())
                .param("id", event.id().value())
                .param("opensAt", event.opensAt().toString())
                .param("endsAt", event.endsAt().toString())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Map<EventId, SaleEvent> lock(Set<EventId> ids) {
        return jdbc
                .sql(
                        """
                        select *
                        from sale_event
                        where id = any(:ids::uuid[])
                        order by id
                        for update
                        """)
                .param("ids", texts(ids, EventId::value))
                .query(JdbcSaleEvents::event)
                .list()
                .stream()
                .collect(Collectors.toMap(SaleEvent::id, event -> event));
    }

    @Override
    public List<SaleEvent> lockDue(Instant now, int max) {
        return jdbc.sql(
                        """
                        select *
                        from sale_event
                        where due_at <= :now
                        order by due_at
                        limit :max
                        for update skip locked
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("max", max)
                .query(JdbcSaleEvents::event)
                .list();
    }

    @Override
    public void update(Collection<SaleEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update sale_event
                        set status = changed.status,
                            price = changed.price,
                            opens_at = changed.opens_at,
                            allotments = changed.allotments,
                            available = changed.available,
                            due_at = changed.due_at
                        from unnest(
                                 :ids::uuid[], :statuses::text[], :prices::bigint[],
                                 :opens::timestamptz[], :allotments::integer[],
                                 :availables::integer[], :dues::timestamptz[])
                             as changed (id, status, price, opens_at, allotments, available, due_at)
                        where sale_event.id = changed.id
                        """)
                .param("ids", texts(events, SaleEvent::id))
                .param("statuses", texts(events, SaleEvent::status))
                .param("prices", texts(events, SaleEvent::price))
                .param("opens", texts(events, SaleEvent::opensAt))
                .param("allotments", ints(events, SaleEvent::allotments))
                .param("availables", texts(events, SaleEvent::available))
                .param("dues", texts(events, SaleEvent::dueAt))
                .update();
    }

    @Override
    public Optional<SaleEvent> find(EventId id) {
        return jdbc.sql("select * from sale_event where id = :id")
                .param("id", id.value())
                .query(JdbcSaleEvents::event)
                .optional();
    }

    @Override
    public List<SaleEvent> withOpenBooks() {
        return jdbc.sql("select * from sale_event where status in ('OPEN', 'CLOSING')")
                .query(JdbcSaleEvents::event)
                .list();
    }

    @Override
    public List<SaleEvent> page(long offset, int size) {
        return jdbc.sql("select * from sale_event order by id desc offset :offset limit :size")
                .param("offset", offset)
                .param("size", size)
                .query(JdbcSaleEvents::event)
                .list();
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from sale_event").query(Long.class).single();
    }

    @Override
    public Set<EventId> withUndecidedOrders(Set<EventId> of) {
        if (of.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql(
                                """
                                select wanted.id
                                from unnest(:ids::uuid[]) as wanted (id)
                                where exists (
                                    select
                                    from customer_order
                                    where event_id = wanted.id
                                      and status = 'PENDING')
                                """)
                        .param("ids", texts(of, EventId::value))
                        .query((row, _) -> new EventId(row.getObject("id", UUID.class)))
                        .list());
    }

    private static SaleEvent event(ResultSet row, int number) throws SQLException {
        return new SaleEvent(
                new EventId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new ProductId(row.getObject("product_id", UUID.class)),
                row.getInt("quantity"),
                row.getObject("price", Long.class),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getInt("per_customer"),
                row.getBoolean("waiting_line"),
                row.getObject("arrivals_per_second", Integer.class),
                EventStatus.valueOf(row.getString("status")),
                instant(row, "opens_at"),
                row.getInt("allotments"),
                row.getObject("available", Integer.class),
                instantOrNull(row, "due_at"),
                instant(row, "created_at"));
    }
}
