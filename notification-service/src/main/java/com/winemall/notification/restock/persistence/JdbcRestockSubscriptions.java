package com.winemall.notification.restock.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.ProductId;
import com.winemall.notification.mail.Language;
import com.winemall.notification.restock.Loss;
import com.winemall.notification.restock.Replenishment;
import com.winemall.notification.restock.RestockSubscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Restocks and subscriptions in PostgreSQL. Rows are locked in the order of product and customer.
@Repository
class JdbcRestockSubscriptions implements RestockSubscriptions {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final Comparator<Loss> IN_ORDER =
            Comparator.comparing(Loss::productId).thenComparing(Loss::customerId);

    private final JdbcClient jdbc;

    JdbcRestockSubscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A product nobody has heard of gets a row all the same: what is not there cannot be locked.
    @Override
    public Map<ProductId, Replenishment> lastReplenishments(Set<ProductId> products) {
        var ids = texts(products, ProductId::value);
        Map<ProductId, Replenishment> last = new HashMap<>();
        if (lock(ids, last) < products.size()) {
            jdbc.sql(
                            """
                            insert into restock (product_id, version)
                            select product_id, 0
                            from unnest(:products::uuid[]) as lost (product_id)
                            order by product_id
                            on conflict (product_id) do nothing
                            """)
                    .param("products", ids)
                    .update();
            lock(ids, last);
        }
        return last;
    }

    private int lock(@Nullable String[] products, Map<ProductId, Replenishment> last) {
        var rows =
                jdbc.sql(
                                """
                                select product_id, version, name, available, at
                                from restock
                                where product_id = any(:products::uuid[])
                                order by product_id
                                for share
                                """)
                        .param("products", products)
                        .query((row, _) -> replenishment(row))
                        .list();
        for (var found : rows) {
            found.ifPresent(it -> last.put(it.productId(), it));
        }
        return rows.size();
    }

    @Override
    public Set<ProductId> renew(Collection<Replenishment> replenishments) {
        return jdbc
                .sql(
                        """
                        insert into restock (product_id, version, name, available, at)
                        select *
                        from unnest(:products::uuid[], :versions::bigint[], :names::text[],
                                    :availables::integer[], :ats::timestamptz[])
                             as renewed (product_id, version, name, available, at)
                        order by product_id
                        on conflict (product_id) do update
                        set version = excluded.version,
                            name = excluded.name,
                            available = excluded.available,
                            at = excluded.at
                        where restock.version < excluded.version
                        returning product_id
                        """)
                .param("products", texts(replenishments, Replenishment::productId))
                .param("versions", longs(replenishments, Replenishment::version))
                .param("names", texts(replenishments, Replenishment::name))
                .param("availables", ints(replenishments, Replenishment::available))
                .param("ats", texts(replenishments, Replenishment::at))
                .query((row, _) -> new ProductId(row.getObject("product_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public void subscribe(Collection<Loss> losses) {
        var sorted = losses.stream().sorted(IN_ORDER).toList();
        jdbc.sql(
                        """
                        insert into restock_subscription (
                            product_id, customer_id, state, lost_from, lost_to, since)
                        select lost.product_id, lost.customer_id, 'SUBSCRIBED', lost.lost_from,
                               lost.lost_to, clock_timestamp()
                        from unnest(:products::uuid[], :customers::uuid[], :froms::timestamptz[],
                                    :tos::timestamptz[])
                             as lost (product_id, customer_id, lost_from, lost_to)
                        where not exists (select 1
                                          from customer c
                                          where c.id = lost.customer_id and c.has_left)
                        order by lost.product_id, lost.customer_id
                        on conflict (product_id, customer_id) do update
                        set lost_from = least(restock_subscription.lost_from, excluded.lost_from),
                            lost_to = greatest(restock_subscription.lost_to, excluded.lost_to)
                        where restock_subscription.state = 'SUBSCRIBED'
                          and restock_subscription.lost_from is not null
                        """)
                .param("products", texts(sorted, Loss::productId))
                .param("customers", texts(sorted, Loss::customerId))
                .param("froms", texts(sorted, Loss::from))
                .param("tos", texts(sorted, Loss::to))
                .update();
    }

    @Override
    public Set<Loss> optedOut(Collection<Loss> losses) {
        var asked = List.copyOf(losses);
        Set<Loss> optedOut = new HashSet<>();
        jdbc.sql(
                        """
                        select lost.number
                        from unnest(:products::uuid[], :customers::uuid[])
                             with ordinality as lost (product_id, customer_id, number)
                        join restock_subscription s
                          on s.product_id = lost.product_id and s.customer_id = lost.customer_id
                        where s.state = 'OPTED_OUT'
                        """)
                .param("products", texts(asked, Loss::productId))
                .param("customers", texts(asked, Loss::customerId))
                .query(row -> {
                    optedOut.add(asked.get(row.getInt("number") - 1));
                });
        return optedOut;
    }

    @Override
    public List<CustomerId> take(Replenishment replenishment, @Nullable CustomerId after, int max) {
        return jdbc.sql(
                        """
                        with told as materialized (
                            select customer_id, coalesce(lost_to <= :at, true) as used_up
                            from restock_subscription
                            where product_id = :product
                              and state = 'SUBSCRIBED'
                              and coalesce(lost_from <= :at, true)
                              and customer_id > :after
                            order by customer_id
                            limit :max
                            for update),
                        used_up as (
                            delete from restock_subscription s
                            using told
                            where s.product_id = :product
                              and s.customer_id = told.customer_id
                              and told.used_up)
                        select customer_id from told order by customer_id
                        """)
                .param("product", replenishment.productId().value())
                .param("at", replenishment.at().atOffset(ZoneOffset.UTC))
                .param("after", after == null ? BEFORE_ALL : after.value())
                .param("max", max)
                .query((row, _) -> new CustomerId(row.getObject("customer_id", UUID.class)))
                .list();
    }

    @Override
    public boolean subscribeByHand(CustomerId customer, ProductId product, int max) {
        return jdbc.sql(
                                """
                                insert into restock_subscription (
                                    product_id, customer_id, state, since)
                                select :product, :customer, 'SUBSCRIBED', clock_timestamp()
                                where (select count(*)
                                       from restock_subscription
                                       where customer_id = :customer
                                         and product_id <> :product
                                         and state = 'SUBSCRIBED')
                                      < :max
                                on conflict (product_id, customer_id) do update
                                set state = 'SUBSCRIBED',
                                    lost_from = null,
                                    lost_to = null,
                                    since = excluded.since
                                """)
                        .param("product", product.value())
                        .param("customer", customer.value())
                        .param("max", max)
                        .update()
                > 0;
    }

    @Override
    public void unsubscribeByHand(CustomerId customer, ProductId product) {
        jdbc.sql(
                        """
                        delete from restock_subscription
                        where product_id = :product
                          and customer_id = :customer
                          and state = 'SUBSCRIBED'
                        """)
                .param("product", product.value())
                .param("customer", customer.value())
                .update();
    }

    @Override
    public boolean optOut(CustomerId customer, ProductId product) {
        return jdbc.sql(
                                """
                                insert into restock_subscription (
                                    product_id, customer_id, state, since)
                                select :product, :customer, 'OPTED_OUT', clock_timestamp()
                                where not exists (select 1
                                                  from customer c
                                                  where c.id = :customer and c.has_left)
                                on conflict (product_id, customer_id) do update
                                set state = 'OPTED_OUT',
                                    lost_from = null,
                                    lost_to = null,
                                    since = excluded.since
                                where restock_subscription.state <> 'OPTED_OUT'
                                """)
                        .param("product", product.value())
                        .param("customer", customer.value())
                        .update()
                > 0;
    }

    @Override
    public void forget(Set<CustomerId> customers) {
        jdbc.sql(
                        """
                        delete from restock_subscription
                        where customer_id = any(:customers::uuid[])
                        """)
                .param("customers", texts(customers, id -> id))
                .update();
    }

    @Override
    public Optional<Language> languageOf(CustomerId customer) {
        return jdbc.sql("select locale from customer where id = :id and not has_left")
                .param("id", customer.value())
                .query((row, _) -> Language.of(row.getString("locale")))
                .optional();
    }

    /// Nothing, if nobody has told us that the product came back.
    private static Optional<Replenishment> replenishment(ResultSet row) throws SQLException {
        var name = row.getString("name");
        return name == null
                ? Optional.empty()
                : Optional.of(
                        new Replenishment(
                                new ProductId(row.getObject("product_id", UUID.class)),
                                row.getLong("version"),
                                name,
                                row.getInt("available"),
                                instant(row, "at")));
    }
}
