package com.winemall.notification.customer;

import static com.winemall.starter.jdbc.Columns.booleans;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CustomerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of customers: one statement for a whole poll.
@Repository
class Customers {

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Writes down what is newer than what is known.
    ///
    /// @param news at most one of each customer
    Changed apply(Collection<CustomerNews> news) {
        Set<CustomerId> reachable = new HashSet<>();
        Set<CustomerId> left = new HashSet<>();
        var sorted = news.stream().sorted().toList();
        jdbc.sql(
                        """
                        insert into customer (id, version, email, name, locale, has_left)
                        select *
                        from unnest(:ids::uuid[], :versions::bigint[], :emails::text[],
                                    :names::text[], :locales::text[], :lefts::boolean[])
                        on conflict (id) do update
                        set version = excluded.version,
                            email = excluded.email,
                            name = excluded.name,
                            locale = excluded.locale,
                            has_left = excluded.has_left
                        where customer.version < excluded.version
                        returning id, has_left
                        """)
                .param("ids", texts(sorted, CustomerNews::id))
                .param("versions", longs(sorted, CustomerNews::version))
                .param("emails", texts(sorted, CustomerNews::email))
                .param("names", texts(sorted, CustomerNews::name))
                .param("locales", texts(sorted, CustomerNews::locale))
                .param("lefts", booleans(sorted, CustomerNews::hasLeft))
                .query(row -> {
                    var id = new CustomerId(row.getObject("id", UUID.class));
                    (row.getBoolean("has_left") ? left : reachable).add(id);
                });
        return new Changed(reachable, left);
    }

    /// Of whom something new was learnt.
    record Changed(Set<CustomerId> reachable, Set<CustomerId> left) {}
}
