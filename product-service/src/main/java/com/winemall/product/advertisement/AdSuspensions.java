package com.winemall.product.advertisement;

import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.ProductId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `ad_suspension`. Whoever changes a product's row has the lock of its shelf.
@Repository
class AdSuspensions {

    private final JdbcClient jdbc;

    AdSuspensions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Suspends what is advertised and is not suspended; what is, is no longer on its way back.
    ///
    /// @return what is suspended now and was not before
    List<Advertised> suspend(List<ProductId> depleted, Instant now) {
        jdbc.sql(
                        """
                        update ad_suspension
                        set back_since = null
                        where product_id = any(:products::uuid[])
                        """)
                .param("products", texts(depleted, id -> id))
                .update();
        return jdbc.sql(
                        """
                        with suspended as (
                            insert into ad_suspension (product_id, suspended_at)
                            select id, :now
                            from product
                            where id = any(:products::uuid[]) and advertised
                            on conflict (product_id) do nothing
                            returning product_id)
                        select p.id, p.name, p.ad_manager_email
                        from suspended
                        join product p on p.id = suspended.product_id
                        """)
                .param("products", texts(depleted, id -> id))
                .param("now", utc(now))
                .query(AdSuspensions::advertised)
                .list();
    }

    /// From now on they can be had again.
    void back(List<ProductId> replenished, Instant now) {
        jdbc.sql(
                        """
                        update ad_suspension
                        set back_since = :now
                        where product_id = any(:products::uuid[])
                        """)
                .param("products", texts(replenished, id -> id))
                .param("now", utc(now))
                .update();
    }

    /// Products that have been back since then.
    List<ProductId> backSince(Instant then, int max) {
        return jdbc.sql(
                        """
                        select product_id
                        from ad_suspension
                        where back_since <= :then
                        order by back_since
                        limit :max
                        """)
                .param("then", utc(then))
                .param("max", max)
                .query((row, _) -> new ProductId(row.getObject("product_id", UUID.class)))
                .list();
    }

    /// Ends a suspension, if the product has been back since then.
    ///
    /// @return what may be advertised again; nothing if that is not wanted any more
    Optional<Advertised> resume(ProductId productId, Instant then) {
        return jdbc.sql(
                        """
                        delete from ad_suspension a
                        using product p
                        where a.product_id = :product
                          and a.back_since <= :then
                          and p.id = a.product_id
                        returning p.id, p.name, p.ad_manager_email, p.advertised
                        """)
                .param("product", productId.value())
                .param("then", utc(then))
                .query((row, number) ->
                        row.getBoolean("advertised")
                                ? Optional.of(advertised(row, number))
                                : Optional.<Advertised>empty())
                .optional()
                .flatMap(wanted -> wanted);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Advertised advertised(ResultSet row, int number) throws SQLException {
        return new Advertised(
                new ProductId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("ad_manager_email"));
    }

    /// A product that is to be advertised, or was until now.
    record Advertised(ProductId productId, String name, @Nullable String adManagerEmail) {}
}
