package com.winemall.product.replenishment.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.contracts.product.RequestReplenishment;
import com.winemall.product.replenishment.Delivery;
import com.winemall.product.replenishment.Replenishment;
import com.winemall.product.replenishment.Replenishment.Status;
import com.winemall.product.replenishment.Replenishments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Requests to the factory, and its deliveries, in PostgreSQL.
@Repository
class JdbcReplenishments implements Replenishments {

    private static final String FILTER =
            """
            where (:status::text is null or status = :status)
              and (:product::uuid is null or product_id = :product)
            """;

    private final JdbcClient jdbc;

    JdbcReplenishments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<RequestReplenishment> open(List<RequestReplenishment> wanted, Instant failedSince) {
        var opened =
                new HashSet<>(
                        jdbc.sql(
                                        """
                                        insert into replenishment (
                                            id, product_id, quantity, status, created_at, updated_at)
                                        select wanted.id, wanted.product_id, wanted.quantity, 'OPEN',
                                               wanted.at, wanted.at
                                        from unnest(:ids::uuid[], :products::uuid[],
                                                    :quantities::integer[], :ats::timestamptz[])
                                             as wanted (id, product_id, quantity, at)
                                        where not exists (select 1
                                                          from replenishment failed
                                                          where failed.product_id = wanted.product_id
                                                            and failed.status = 'FAILED'
                                                            and failed.updated_at > :failedSince)
                                        on conflict (product_id) where status in ('OPEN', 'ORDERED')
                                        do nothing
                                        returning id
                                        """)
                                .param("ids", texts(wanted, RequestReplenishment::replenishmentId))
                                .param("products", texts(wanted, RequestReplenishment::productId))
                                .param("quantities", ints(wanted, RequestReplenishment::quantity))
                                .param("ats", texts(wanted, RequestReplenishment::requestedAt))
                                .param("failedSince", utc(failedSince))
                                .query((row, _) -> id(row, "id"))
                                .list());
        return wanted.stream().filter(it -> opened.contains(it.replenishmentId())).toList();
    }

    @Override
    public Optional<Replenishment> find(ReplenishmentId id) {
        return jdbc.sql("select * from replenishment where id = :id")
                .param("id", id.value())
                .query(JdbcReplenishments::replenishment)
                .optional();
    }

    @Override
    public boolean reopen(RequestReplenishment request, Instant now) {
        return lockShelf(request.productId())
                && jdbc.sql(
                                        """
                                        update replenishment it
                                        set status = 'OPEN', updated_at = :now
                                        where it.id = :id
                                          and it.status = 'FAILED'
                                          and not exists (select 1
                                                          from replenishment other
                                                          where other.product_id = it.product_id
                                                            and other.status in ('OPEN', 'ORDERED'))
                                        """)
                                .param("id", request.replenishmentId().value())
                                .param("now", utc(now))
                                .update()
                        > 0;
    }

    @Override
    public void ordered(ReplenishmentId id, int calls, Instant now) {
        jdbc.sql(
                        """
                        update replenishment
                        set status = 'ORDERED', attempts = attempts + :calls, updated_at = :now
                        where id = :id and status = 'OPEN'
                        """)
                .param("id", id.value())
                .param("calls", calls)
                .param("now", utc(now))
                .update();
    }

    @Override
    public void delayed(ReplenishmentId id, int calls, String error, Instant now) {
        jdbc.sql(
                        """
                        update replenishment
                        set attempts = attempts + :calls, last_error = :error, updated_at = :now
                        where id = :id
                        """)
                .param("id", id.value())
                .param("calls", calls)
                .param("error", error)
                .param("now", utc(now))
                .update();
    }

    @Override
    public Optional<Failure> failed(ReplenishmentId id, int calls, String error, Instant now) {
        return jdbc.sql(
                        """
                        update replenishment it
                        set status = 'FAILED', attempts = attempts + :calls, last_error = :error,
                            updated_at = :now
                        from product p
                        where it.id = :id and it.status = 'OPEN' and p.id = it.product_id
                        returning p.name, it.attempts, p.stock_manager_email
                        """)
                .param("id", id.value())
                .param("calls", calls)
                .param("error", error)
                .param("now", utc(now))
                .query((row, _) ->
                        new Failure(
                                row.getString("name"),
                                row.getInt("attempts"),
                                row.getString("stock_manager_email")))
                .optional();
    }

    @Override
    public Counted count(Delivery delivery, Instant now) {
        if (!lockShelf(delivery.productId())) {
            return Counted.UNKNOWN_PRODUCT;
        }
        boolean isNew =
                jdbc.sql(
                                        """
                                        insert into factory_delivery (
                                            id, product_id, quantity, replenishment_id, at)
                                        values (
                                            :id, :product, :quantity,
                                            (select id
                                             from replenishment
                                             where product_id = :product
                                               and status in ('OPEN', 'ORDERED', 'FAILED')
                                             order by (status = 'FAILED'), id desc
                                             limit 1),
                                            :now)
                                        on conflict (id) do nothing
                                        """)
                                .param("id", delivery.id())
                                .param("product", delivery.productId().value())
                                .param("quantity", delivery.quantity())
                                .param("now", utc(now))
                                .update()
                        > 0;
        if (isNew) {
            countForItsRequest(delivery, now);
        }
        return isNew ? Counted.NOW : Counted.BEFORE;
    }

    @Override
    public List<Replenishment> list(
            @Nullable Status status, @Nullable ProductId productId, long offset, int size) {
        return filtered(
                        "select * from replenishment "
                                + FILTER
                                + "order by id desc offset :offset limit :size",
                        status,
                        productId)
                .param("offset", offset)
                .param("size", size)
                .query(JdbcReplenishments::replenishment)
                .list();
    }

    @Override
    public long count(@Nullable Status status, @Nullable ProductId productId) {
        return filtered("select count(*) from replenishment " + FILTER, status, productId)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(
            String sql, @Nullable Status status, @Nullable ProductId productId) {
        return jdbc.sql(sql)
                .param("status", status == null ? null : status.name())
                .param("product", productId == null ? null : productId.value());
    }

    /// Who has it can be sure of what is under way.
    ///
    /// @return whether there is such a product
    private boolean lockShelf(ProductId productId) {
        return jdbc.sql("select 1 from stock where product_id = :product for update")
                .param("product", productId.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// A factory that delivers has taken the order, whatever it said; but half an order does not
    /// bring one back that was given up.
    private void countForItsRequest(Delivery delivery, Instant now) {
        jdbc.sql(
                        """
                        update replenishment it
                        set delivered = it.delivered + d.quantity,
                            status = case
                                         when it.delivered + d.quantity >= it.quantity
                                         then 'FULFILLED'
                                         when it.status = 'FAILED' then 'FAILED'
                                         else 'ORDERED'
                                     end,
                            updated_at = :now
                        from factory_delivery d
                        where d.id = :delivery and it.id = d.replenishment_id
                        """)
                .param("delivery", delivery.id())
                .param("now", utc(now))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static ReplenishmentId id(ResultSet row, String column) throws SQLException {
        return new ReplenishmentId(row.getObject(column, UUID.class));
    }

    private static Replenishment replenishment(ResultSet row, int number) throws SQLException {
        return new Replenishment(
                id(row, "id"),
                new ProductId(row.getObject("product_id", UUID.class)),
                row.getInt("quantity"),
                Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getString("last_error"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
