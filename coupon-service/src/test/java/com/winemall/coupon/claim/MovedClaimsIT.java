package com.winemall.coupon.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Claims from before there were places keep what they had come to.
@NeedsBackends
class MovedClaimsIT {

    private final DriverManagerDataSource database =
            new DriverManagerDataSource(Backends.get().freshDatabase(), "postgres", "postgres");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void coupons_and_the_line_become_places_in_the_order_they_had() {
        migrations().target("3").load().migrate();
        jdbc.sql(
                        """
                        insert into campaign (id, name, discount_type, discount_value,
                                              minimum_subtotal, valid_until, created_at, issued,
                                              assigned, waiting, line_seq)
                        select one.id::uuid, 'Spring', 'AMOUNT', 1000, 0, now() + interval '1 day',
                               now(), 3, 2, 2, 9
                        from (values ('00000000-0000-0000-0000-000000000001')) as one (id);
                        insert into coupon (code, campaign_id, customer_id, state, assigned_at,
                                            given_back_at)
                        select lpad(n::text, 16, '0'), '00000000-0000-0000-0000-000000000001',
                               lpad(n::text, 32, '0')::uuid, state, now() + n * interval '1 second',
                               case state when 'GIVEN_BACK' then now() end
                        from (values (1, 'GIVEN_BACK'), (2, 'ASSIGNED'), (3, 'ASSIGNED'))
                             as coupon (n, state);
                        insert into claim
                        select '00000000-0000-0000-0000-000000000001', lpad(n::text, 32, '0')::uuid,
                               1, state, line_seq, coupon_code, now(), now()
                        from (values (1, 'GIVEN_BACK', null, null),
                                     (2, 'ASSIGNED', null, lpad('2', 16, '0')),
                                     (3, 'ASSIGNED', null, lpad('3', 16, '0')),
                                     (4, 'WAITING', 9, null),
                                     (5, 'WAITING', 8, null))
                             as claim (n, state, line_seq, coupon_code);
                        """)
                .update();

        migrations().load().migrate();

        assertThat(
                        jdbc.sql(
                                        """
                                        select ticket || ' ' || right(person::text, 1) || ' '
                                               || place.state || ' '
                                               || coalesce(right(coupon.code, 1), '-')
                                        from place
                                        left join coupon on claim_id = reference
                                        order by ticket
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly(
                        "1 2 ADMITTED 2", "2 3 ADMITTED 3", "3 5 WAITING -", "4 4 WAITING -");
        assertThat(
                        jdbc.sql("select quantity || ' ' || taken from pool")
                                .query(String.class)
                                .single())
                .isEqualTo("3 2");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from coupon where code_hash = sha256(code::bytea)")
                                .query(Integer.class)
                                .single())
                .isEqualTo(3);
    }

    private FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(database)
                .outOfOrder(true)
                .locations(
                        "classpath:db/starter",
                        "classpath:db/first-come",
                        "classpath:db/migration");
    }
}
