package com.winemall.order.payment.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import com.winemall.contracts.OrderId;
import com.winemall.order.ordering.Order;
import com.winemall.order.payment.Payment;
import com.winemall.order.payment.PaymentStatus;
import com.winemall.order.payment.PaymentToken;
import com.winemall.order.payment.Payments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Payments in PostgreSQL: one statement for all payments of a batch.
@Repository
class JdbcPayments implements Payments {

    private final JdbcClient jdbc;

    JdbcPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<OrderId, Payment> begin(
            Collection<Order> orders, Map<OrderId, PaymentToken> tokens, Instant due, Instant now) {
        if (orders.isEmpty()) {
            return Map.of();
        }
        return byOrder(
                jdbc.sql(
                                """
                                insert into payment (
                                    order_id, amount, status, attempt, token, authorize_until,
                                    due_at, updated_at)
                                select id, amount, 'AUTHORIZING', 1, token, until, :due, :now
                                from unnest(
                                         :ids::uuid[], :amounts::bigint[], :tokens::text[],
                                         :untils::timestamptz[])
                                     as new (id, amount, token, until)
                                on conflict (order_id) do update
                                set status = excluded.status,
                                    attempt = payment.attempt + 1,
                                    token = excluded.token,
                                    due_at = excluded.due_at,
                                    failures = 0,
                                    last_error = null,
                                    updated_at = excluded.updated_at
                                where payment.status = 'FAILED'
                                returning *
                                """)
                        .param("ids", texts(orders, Order::id))
                        .param("amounts", longs(orders, Order::total))
                        .param(
                                "tokens",
                                texts(
                                        orders,
                                        order ->
                                                Objects.requireNonNull(tokens.get(order.id()))
                                                        .value()))
                        .param("untils", texts(orders, Order::paymentDueAt))
                        .param("due", utc(due))
                        .param("now", utc(now))
                        .query(JdbcPayments::payment)
                        .list());
    }

    @Override
    public Map<OrderId, Payment> lock(Set<OrderId> orders) {
        return byOrder(
                jdbc.sql(
                                """
                                select *
                                from payment
                                where order_id = any(:ids::uuid[])
                                order by order_id
                                for update
                                """)
                        .param("ids", texts(orders, OrderId::value))
                        .query(JdbcPayments::payment)
                        .list());
    }

    @Override
    public List<Payment> startCapturing(Set<OrderId> orders, Instant due, Instant now) {
        return start("CAPTURING", "status = 'AUTHORIZED'", orders, due, now);
    }

    @Override
    public List<Payment> startReturning(Set<OrderId> orders, Instant due, Instant now) {
        return start("RETURNING", "status not in ('RETURNING', 'RETURNED')", orders, due, now);
    }

    private List<Payment> start(
            String status, String condition, Set<OrderId> orders, Instant due, Instant now) {
        return jdbc.sql(
                        """
                        update payment
                        set status = '%s',
                            token = null,
                            due_at = :due,
                            failures = 0,
                            last_error = null,
                            updated_at = :now
                        from (
                            select order_id as id
                            from payment
                            where order_id = any(:ids::uuid[])
                            order by order_id
                            for update) as locked
                        where payment.order_id = locked.id
                          and %s
                        returning payment.*
                        """
                                .formatted(status, condition))
                .param("ids", texts(orders, OrderId::value))
                .param("due", utc(due))
                .param("now", utc(now))
                .query(JdbcPayments::payment)
                .list();
    }

    @Override
    public List<Payment> claimDue(Instant now, Instant leaseUntil, int max) {
        return jdbc.sql(
                        """
                        update payment
                        set due_at = :leaseUntil
                        from (
                            select order_id as id
                            from payment
                            where due_at <= :now
                            order by due_at
                            limit :max
                            for update skip locked) as due
                        where payment.order_id = due.id
                        returning payment.*
                        """)
                .param("now", utc(now))
                .param("leaseUntil", utc(leaseUntil))
                .param("max", max)
                .query(JdbcPayments::payment)
                .list();
    }

    @Override
    public List<Payment> range(OrderId after, @Nullable OrderId until) {
        return jdbc.sql(
                        """
                        select *
                        from payment
                        where order_id > :after
                          and (:until::uuid is null or order_id <= :until::uuid)
                          and amount > 0
                        order by order_id
                        """)
                .param("after", after.value())
                .param("until", until == null ? null : until.value())
                .query(JdbcPayments::payment)
                .list();
    }

    @Override
    public List<UnderWay> underWay() {
        return jdbc.sql(
                        """
                        select status, count(*) as payments,
                               count(*) filter (where failures > 0) as unanswered,
                               min(updated_at) as oldest
                        from payment
                        where due_at is not null
                        group by status
                        """)
                .query((row, _) ->
                        new UnderWay(
                                PaymentStatus.valueOf(row.getString("status")),
                                row.getLong("payments"),
                                row.getLong("unanswered"),
                                instant(row, "oldest")))
                .list();
    }

    @Override
    public void update(Collection<Payment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update payment
                        set status = changed.status,
                            token = changed.token,
                            captured_at = changed.captured_at,
                            refunded_at = changed.refunded_at,
                            due_at = changed.due_at,
                            failures = changed.failures,
                            last_error = changed.last_error,
                            updated_at = changed.updated_at
                        from unnest(
                                 :ids::uuid[], :statuses::text[], :tokens::text[],
                                 :captureds::timestamptz[], :refundeds::timestamptz[],
                                 :dues::timestamptz[], :failures::integer[], :errors::text[],
                                 :updateds::timestamptz[])
                             as changed (order_id, status, token, captured_at, refunded_at, due_at,
                                         failures, last_error, updated_at)
                        where payment.order_id = changed.order_id
                        """)
                .param("ids", texts(payments, Payment::orderId))
                .param("statuses", texts(payments, Payment::status))
                .param("tokens", texts(payments, JdbcPayments::token))
                .param("captureds", texts(payments, Payment::capturedAt))
                .param("refundeds", texts(payments, Payment::refundedAt))
                .param("dues", texts(payments, Payment::dueAt))
                .param("failures", ints(payments, Payment::failures))
                .param("errors", texts(payments, Payment::lastError))
                .param("updateds", texts(payments, Payment::updatedAt))
                .update();
    }

    private static Map<OrderId, Payment> byOrder(List<Payment> payments) {
        return payments.stream().collect(Collectors.toMap(Payment::orderId, payment -> payment));
    }

    private static @Nullable Object token(Payment payment) {
        var token = payment.token();
        return token == null ? null : token.value();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        var token = row.getString("token");
        return new Payment(
                new OrderId(row.getObject("order_id", UUID.class)),
                row.getLong("amount"),
                PaymentStatus.valueOf(row.getString("status")),
                row.getInt("attempt"),
                token == null ? null : new PaymentToken(token),
                instant(row, "authorize_until"),
                instantOrNull(row, "captured_at"),
                instantOrNull(row, "refunded_at"),
                instantOrNull(row, "due_at"),
                row.getInt("failures"),
                row.getString("last_error"),
                instant(row, "updated_at"));
    }
}
