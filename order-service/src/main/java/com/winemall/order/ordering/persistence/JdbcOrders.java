package com.winemall.order.ordering.persistence;

import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.EventId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.WhenOutOfStock;
import com.winemall.order.ordering.Order;
import com.winemall.order.ordering.OrderStatus;
import com.winemall.order.ordering.Orders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Orders in PostgreSQL: one statement for all orders of a batch.
@Repository
class JdbcOrders implements Orders {

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    JdbcOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into customer_order (
                            id, customer_id, status, lines, coupon_code, when_out_of_stock,
                            event_id, wait_until, due_at, version, placed_at, updated_at,
                            traceparent)
                        select *
                        from unnest(
                            :ids::uuid[], :customers::uuid[], :statuses::text[], :lines::jsonb[],
                            :coupons::text[], :whens::text[], :events::uuid[],
                            :waits::timestamptz[], :dues::timestamptz[], :versions::bigint[],
                            :placeds::timestamptz[], :updateds::timestamptz[],
                            :traceparents::text[])
                        """)
                .param("ids", texts(orders, Order::id))
                .param("customers", texts(orders, Order::customerId))
                .param("statuses", texts(orders, Order::status))
                .param("lines", texts(orders, order -> json.writeValueAsString(order.lines())))
                .param("coupons", texts(orders, Order::couponCode))
                .param("whens", texts(orders, Order::whenOutOfStock))
                .param("events", texts(orders, Order::eventId))
                .param("waits", texts(orders, Order::waitUntil))
                .param("dues", texts(orders, Order::dueAt))
                .param("versions", longs(orders, Order::version))
                .param("placeds", texts(orders, Order::placedAt))
                .param("updateds", texts(orders, Order::updatedAt))
                .param("traceparents", texts(orders, Order::traceparent))
                .update();
    }

    @Override
    public Map<OrderId, Order> lock(Set<OrderId> ids) {
        return jdbc
                .sql(
                        """
                        select *
                        from customer_order
                        where id = any(:ids::uuid[])
                        order by id
                        for update
                        """)
                .param("ids", texts(ids, OrderId::value))
                .query(this::order)
                .list()
                .stream()
                .collect(Collectors.toMap(Order::id, order -> order));
    }

    @Override
    public List<Order> lockDue(Instant now, int max) {
        return jdbc.sql(
                        """
                        select *
                        from customer_order
                        where due_at <= :now
                        order by due_at
                        limit :max
                        for update skip locked
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("max", max)
                .query(this::order)
                .list();
    }

    @Override
    public Map<OrderId, Order> startPaying(Set<Payer> payers) {
        return jdbc
                .sql(
                        """
                        update customer_order
                        set status = 'PAYING',
                            due_at = null,
                            version = version + 1,
                            updated_at = clock_timestamp()
                        from (
                            select id
                            from customer_order
                            join unnest(:ids::uuid[], :payers::uuid[]) as wanted (order_id, payer)
                                on id = order_id and customer_id = payer
                            order by id
                            for update of customer_order) as locked
                        where customer_order.id = locked.id
                          and status = 'NOTPAYED'
                          and payment_due_at > clock_timestamp()
                        returning customer_order.*
                        """)
                .param("ids", texts(payers, Payer::orderId))
                .param("payers", texts(payers, Payer::customerId))
                .query(this::order)
                .list()
                .stream()
                .collect(Collectors.toMap(Order::id, order -> order));
    }

    @Override
    public void update(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update customer_order
                        set status = changed.status,
                            reason = changed.reason,
                            lines = changed.lines,
                            subtotal = changed.subtotal,
                            discount = changed.discount,
                            total = changed.total,
                            payment_due_at = changed.payment_due_at,
                            position = changed.position,
                            cancel_reason = changed.cancel_reason,
                            cancel_note = changed.cancel_note,
                            carrier = changed.carrier,
                            tracking_number = changed.tracking_number,
                            due_at = changed.due_at,
                            saga_version = changed.saga_version,
                            version = changed.version,
                            updated_at = changed.updated_at
                        from unnest(
                                 :ids::uuid[], :statuses::text[], :reasons::text[], :lines::jsonb[],
                                 :subtotals::bigint[], :discounts::bigint[], :totals::bigint[],
                                 :paymentDues::timestamptz[], :positions::integer[],
                                 :cancelReasons::text[], :cancelNotes::text[],
                                 :carriers::text[], :trackingNumbers::text[],
                                 :dues::timestamptz[], :sagaVersions::bigint[],
                                 :versions::bigint[], :updateds::timestamptz[])
                             as changed (id, status, reason, lines, subtotal, discount, total,
                                         payment_due_at, position, cancel_reason, cancel_note,
                                         carrier, tracking_number, due_at, saga_version, version, updated_at)
                        where customer_order.id = changed.id
                        """)
                .param("ids", texts(orders, Order::id))
                .param("statuses", texts(orders, Order::status))
                .param("reasons", texts(orders, Order::reason))
                .param("lines", texts(orders, order -> json.writeValueAsString(order.lines())))
                .param("subtotals", longs(orders, Order::subtotal))
                .param("discounts", longs(orders, Order::discount))
                .param("totals", longs(orders, Order::total))
                .param("paymentDues", texts(orders, Order::paymentDueAt))
                .param("positions", texts(orders, Order::position))
                .param("cancelReasons", texts(orders, JdbcOrders::cancelReason))
                .param("cancelNotes", texts(orders, JdbcOrders::cancelNote))
                .param("carriers", texts(orders, JdbcOrders::carrier))
                .param("trackingNumbers", texts(orders, JdbcOrders::trackingNumber))
                .param("dues", texts(orders, Order::dueAt))
                .param("sagaVersions", longs(orders, Order::sagaVersion))
                .param("versions", longs(orders, Order::version))
                .param("updateds", texts(orders, Order::updatedAt))
                .update();
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return jdbc.sql("select * from customer_order where id = :id")
                .param("id", id.value())
                .query(this::order)
                .optional();
    }

    @Override
    public List<Order> of(
            CustomerId customer, @Nullable OrderStatus status, long offset, int size) {
        return jdbc.sql(
                        """
                        select *
                        from customer_order
                        where customer_id = :customer
                          and (:status::text is null or status = :status::text)
                        order by id desc
                        offset :offset
                        limit :size
                        """)
                .param("customer", customer.value())
                .param("status", status == null ? null : status.name())
                .param("offset", offset)
                .param("size", size)
                .query(this::order)
                .list();
    }

    @Override
    public long count(CustomerId customer, @Nullable OrderStatus status) {
        return jdbc.sql(
                        """
                        select count(*)
                        from customer_order
                        where customer_id = :customer
                          and (:status::text is null or status = :status::text)
                        """)
                .param("customer", customer.value())
                .param("status", status == null ? null : status.name())
                .query(Long.class)
                .single();
    }

    private static @Nullable Object cancelReason(Order order) {
        var cancellation = order.cancellation();
        return cancellation == null ? null : cancellation.reason();
    }

    private static @Nullable Object cancelNote(Order order) {
        var cancellation = order.cancellation();
        return cancellation == null ? null : cancellation.note();
    }

    private static @Nullable Object carrier(Order order) {
        var shipment = order.shipment();
        return shipment == null ? null : shipment.carrier();
    }

    private static @Nullable Object trackingNumber(Order order) {
        var shipment = order.shipment();
        return shipment == null ? null : shipment.trackingNumber();
    }

    private Order order(ResultSet row, int number) throws SQLException {
        var reason = row.getString("reason");
        var coupon = row.getString("coupon_code");
        var event = row.getObject("event_id", UUID.class);
        var cancelReason = row.getString("cancel_reason");
        var carrier = row.getString("carrier");
        return new Order(
                new OrderId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                OrderStatus.valueOf(row.getString("status")),
                reason == null ? null : CancelReason.valueOf(reason),
                List.of(json.readValue(row.getString("lines"), Order.Line[].class)),
                coupon == null ? null : new CouponCode(coupon),
                WhenOutOfStock.valueOf(row.getString("when_out_of_stock")),
                row.getLong("subtotal"),
                row.getLong("discount"),
                instantOrNull(row, "payment_due_at"),
                row.getObject("position", Integer.class),
                event == null ? null : new EventId(event),
                instant(row, "wait_until"),
                cancelReason == null
                        ? null
                        : new Order.Cancellation(
                                CancelReason.valueOf(cancelReason), row.getString("cancel_note")),
                carrier == null
                        ? null
                        : new Order.Shipment(carrier, row.getString("tracking_number")),
                instantOrNull(row, "due_at"),
                row.getLong("saga_version"),
                row.getLong("version"),
                instant(row, "placed_at"),
                instant(row, "updated_at"),
                row.getString("traceparent"));
    }
}
