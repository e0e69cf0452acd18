package com.winemall.product.catalogue;

import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.ProductId;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The table `product`, read together with what its stock leaves for a newcomer.
@Repository
class Products {

    /// A hold that has run out does not count, whether it was tidied up or not, unless its units
    /// are those of an open sale event; and while anybody stands in line a newcomer can have
    /// nothing.
    private static final String OFFERED =
            """
            with offered as (
                select p.*, s.waiting,
                       p.advertised
                           and not exists (select 1
                                           from ad_suspension a
                                           where a.product_id = p.id) as advertised_now,
                       case
                           when s.waiting > 0 then 0
                           else s.on_hand - s.held + overdue.units
                       end as available
                from product p
                join stock s on s.product_id = p.id
                cross join lateral (
                    select coalesce(sum(h.quantity), 0)::integer as units
                    from stock_hold h
                    where h.product_id = p.id and h.state = 'HELD' and h.expires_at <= :now
                      and not exists (select 1
                                      from stock_allotment a
                                      where a.event_id = h.event_id and a.state = 'OPEN')) overdue)
            """;

    private static final Map<String, String> ORDERS =
            Map.of(
                    "name", "name, id",
                    "-name", "name desc, id",
                    "price", "price, id",
                    "-price", "price desc, id",
                    "vintage", "vintage nulls last, id",
                    "-vintage", "vintage desc nulls last, id",
                    "newest", "created_at desc, id",
                    "-newest", "created_at, id");

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static boolean canSortBy(@Nullable String sort) {
        return sort == null || ORDERS.containsKey(sort);
    }

    PageOf<Product> find(ProductSearch search, Paging paging, Instant now) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("now", now.atOffset(ZoneOffset.UTC));
        var where = where(search, parameters);
        long total =
                jdbc.sql(OFFERED + "select count(*) from offered " + where)
                        .params(parameters)
                        .query(Long.class)
                        .single();
        var order = ORDERS.getOrDefault(search.sort() == null ? "name" : search.sort(), "name, id");
        parameters.put("offset", paging.offset());
        parameters.put("size", paging.size());
        var products =
                jdbc.sql(
                                OFFERED
                                        + "select * from offered "
                                        + where
                                        + " order by "
                                        + order
                                        + " offset :offset limit :size")
                        .params(parameters)
                        .query(Products::product)
                        .list();
        return PageOf.of(products, paging, total);
    }

    private static String where(ProductSearch search, Map<String, @Nullable Object> parameters) {
        var where = new StringBuilder("where true");
        if (search.q() != null && !search.q().isBlank()) {
            where.append(" and search_text like all (:patterns::text[])");
            parameters.put("patterns", SearchText.patterns(search.q()).toArray(String[]::new));
        }
        if (search.country() != null) {
            where.append(" and lower(country) = lower(:country)");
            parameters.put("country", search.country());
        }
        if (search.type() != null) {
            where.append(" and type = :type");
            parameters.put("type", search.type().name());
        }
        if (search.minPrice() != null) {
            where.append(" and price >= :minPrice");
            parameters.put("minPrice", search.minPrice());
        }
        if (search.maxPrice() != null) {
            where.append(" and price <= :maxPrice");
            parameters.put("maxPrice", search.maxPrice());
        }
        if (search.available() != null) {
            where.append(" and (available > 0) = :available");
            parameters.put("available", search.available());
        }
        return where.toString();
    }

    Optional<Product> find(ProductId id, Instant now) {
        return jdbc.sql(OFFERED + "select * from offered where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .query(Products::product)
                .optional();
    }

    /// Adds a wine with its stock, and the stock's first movement.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(ProductId id, NewProduct product, Instant now) {
        jdbc.sql(
                        """
                        insert into product (
                            id, name, producer, type, country, region, grapes, vintage, abv, price,
                            reorder_point, reorder_quantity, advertised, ad_manager_email,
                            stock_manager_email, description, search_text, created_at, updated_at)
                        values (
                            :id, :name, :producer, :type, :country, :region, :grapes, :vintage,
                            :abv, :price, :reorderPoint, :reorderQuantity, :advertised,
                            :adManagerEmail, :stockManagerEmail, :description, :searchText, :now,
                            :now)
                        """)
                .param("id", id.value())
                .param("name", product.name())
                .param("producer", product.producer())
                .param("type", product.type().name())
                .param("country", product.country())
                .param("region", product.region())
                .param("grapes", texts(product.grapes(), grape -> grape))
                .param("vintage", product.vintage())
                .param("abv", product.abv())
                .param("price", product.price())
                .param("reorderPoint", product.reorderPoint())
                .param("reorderQuantity", product.reorderQuantity())
                .param("advertised", Boolean.TRUE.equals(product.advertised()))
                .param("adManagerEmail", product.adManagerEmail())
                .param("stockManagerEmail", product.stockManagerEmail())
                .param("description", product.description())
                .param(
                        "searchText",
                        SearchText.of(
                                product.name(),
                                product.producer(),
                                product.region(),
                                product.grapes()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("insert into stock (product_id, on_hand) values (:id, :units)")
                .param("id", id.value())
                .param("units", product.initialStock())
                .update();
        jdbc.sql(
                        """
                        insert into stock_movement (product_id, kind, quantity, reference, at)
                        values (:id, 'INITIAL', :units, 'initial', :now)
                        """)
                .param("id", id.value())
                .param("units", product.initialStock())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @return whether there is such a wine
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean change(ProductId id, ProductChange change, Instant now) {
        int changed =
                jdbc.sql(
                                """
                                update product
                                set name = coalesce(:name, name),
                                    producer = coalesce(:producer, producer),
                                    type = coalesce(:type, type),
                                    country = coalesce(:country, country),
                                    region = coalesce(:region, region),
                                    grapes = coalesce(:grapes::text[], grapes),
                                    vintage = coalesce(:vintage::integer, vintage),
                                    abv = coalesce(:abv::numeric, abv),
                                    price = coalesce(:price::bigint, price),
                                    reorder_point = coalesce(:reorderPoint::integer, reorder_point),
                                    reorder_quantity =
                                        coalesce(:reorderQuantity::integer, reorder_quantity),
                                    advertised = coalesce(:advertised::boolean, advertised),
                                    ad_manager_email = coalesce(:adManagerEmail, ad_manager_email),
                                    stock_manager_email =
                                        coalesce(:stockManagerEmail, stock_manager_email),
                                    description = coalesce(:description, description),
                                    updated_at = :now
                                where id = :id
                                """)
                        .param("id", id.value())
                        .param("name", change.name())
                        .param("producer", change.producer())
                        .param("type", change.type() == null ? null : change.type().name())
                        .param("country", change.country())
                        .param("region", change.region())
                        .param(
                                "grapes",
                                change.grapes() == null
                                        ? null
                                        : texts(change.grapes(), grape -> grape))
                        .param("vintage", change.vintage())
                        .param("abv", change.abv())
                        .param("price", change.price())
                        .param("reorderPoint", change.reorderPoint())
                        .param("reorderQuantity", change.reorderQuantity())
                        .param("advertised", change.advertised())
                        .param("adManagerEmail", change.adManagerEmail())
                        .param("stockManagerEmail", change.stockManagerEmail())
                        .param("description", change.description())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update();
        if (changed > 0) {
            refreshSearchText(id, now);
        }
        return changed > 0;
    }

    private void refreshSearchText(ProductId id, Instant now) {
        var product = find(id, now).orElseThrow();
        jdbc.sql("update product set search_text = :text where id = :id")
                .param("id", id.value())
                .param(
                        "text",
                        SearchText.of(
                                product.name(),
                                product.producer(),
                                product.region(),
                                product.grapes()))
                .update();
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(
                new ProductId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("producer"),
                WineType.valueOf(row.getString("type")),
                row.getString("country"),
                row.getString("region"),
                grapes(row),
                row.getObject("vintage", Integer.class),
                row.getBigDecimal("abv").stripTrailingZeros(),
                row.getLong("price"),
                row.getInt("available"),
                row.getBoolean("advertised_now"),
                row.getInt("waiting"),
                row.getString("description"));
    }

    private static List<String> grapes(ResultSet row) throws SQLException {
        return Arrays.stream((Object[]) row.getArray("grapes").getArray())
                .map(Object::toString)
                .toList();
    }
}
