package com.winemall.order.live.persistence;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.order.live.OrderState;
import com.winemall.order.live.OrderStates;
import com.winemall.order.ordering.OrderStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads the few columns pages are told, of many orders by one query.
@Repository
class JdbcOrderStates implements OrderStates {

    private final JdbcClient jdbc;

    JdbcOrderStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<OrderState> find(Collection<OrderId> ids) {
        return jdbc.sql(
                        """
                        select id, customer_id, status, reason, position, version, updated_at
                        from customer_order
                        where id = any(:ids::uuid[])
                        """)
                .param("ids", texts(ids, OrderId::value))
                .query(JdbcOrderStates::state)
                .list();
    }

    @Override
    public List<OrderState> current(Collection<CustomerId> customers, Instant since, int each) {
        return jdbc.sql(
                        """
                        select shown.*
                        from unnest(:customers::uuid[]) as customer (id)
                        cross join lateral (
                            select id, customer_id, status, reason, position, version, updated_at
                            from customer_order
                            where customer_id = customer.id
                              and (status not in ('DELIVERED', 'STOCK_OUT', 'TIMEOUT', 'CANCELLED')
                                   or updated_at > :since)
                            order by id desc
                            limit :each
                        ) as shown
                        order by shown.id
                        """)
                .param("customers", texts(customers, CustomerId::value))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("each", each)
                .query(JdbcOrderStates::state)
                .list();
    }

    private static OrderState state(ResultSet row, int number) throws SQLException {
        var reason = row.getString("reason");
        return new OrderState(
                new OrderId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                OrderStatus.valueOf(row.getString("status")),
                reason == null ? null : CancelReason.valueOf(reason),
                row.getObject("position", Integer.class),
                row.getLong("version"),
                instant(row, "updated_at"));
    }
}
