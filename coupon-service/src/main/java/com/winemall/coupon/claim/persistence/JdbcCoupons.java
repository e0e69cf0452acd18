package com.winemall.coupon.claim.persistence;

import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.claim.Coupon;
import com.winemall.coupon.claim.Coupons;
import com.winemall.coupon.code.Code;
import com.winemall.firstcome.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Coupons in PostgreSQL. A code somebody typed is only ever looked up by its hash.
@Repository
class JdbcCoupons implements Coupons {

    private final JdbcClient jdbc;

    JdbcCoupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Collection<Coupon> coupons, Instant now) {
        jdbc.sql(
                        """
                        insert into coupon (code, campaign_id, customer_id, claim_id, state,
                                            assigned_at)
                        select *, 'ASSIGNED', :now
                        from unnest(:codes::text[], :campaigns::uuid[], :customers::uuid[],
                                    :claims::uuid[])
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("codes", texts(coupons, Coupon::code))
                .param("campaigns", texts(coupons, Coupon::campaignId))
                .param("customers", texts(coupons, Coupon::owner))
                .param("claims", texts(coupons, Coupon::claimId))
                .update();
    }

    @Override
    public Optional<Code> codeOf(CampaignId campaignId, CustomerId owner) {
        return jdbc.sql(
                        """
                        select code
                        from coupon
                        where campaign_id = :campaign and customer_id = :owner
                          and state = 'ASSIGNED'
                        """)
                .param("campaign", campaignId.value())
                .param("owner", owner.value())
                .query((row, _) -> new Code(row.getString("code")))
                .optional();
    }

    @Override
    public Optional<Coupon> lock(Code code, CustomerId owner) {
        return jdbc.sql(
                        """
                        select *
                        from coupon
                        where code_hash = sha256(:code::bytea) and customer_id = :owner
                          and state = 'ASSIGNED'
                        for no key update
                        """)
                .param("code", code.symbols())
                .param("owner", owner.value())
                .query(JdbcCoupons::coupon)
                .optional();
    }

    /// A statement of its own, for it has to see what whoever held the lock has done.
    @Override
    public boolean isInUse(Coupon coupon) {
        return jdbc.sql(
                        """
                        select exists (select 1
                                       from redemption
                                       where coupon_code = :code and state = 'REDEEMED')
                        """)
                .param("code", coupon.code().symbols())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void giveBack(Coupon coupon, Instant now) {
        jdbc.sql(
                        """
                        update coupon
                        set state = 'GIVEN_BACK', given_back_at = :now
                        where code_hash = sha256(:code::bytea)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("code", coupon.code().symbols())
                .update();
    }

    /// Those ahead of the batch are counted once; within it the tickets tell.
    @Override
    public Map<Place, Long> positions(List<Place> places) {
        var positions =
                jdbc.sql(
                                """
                                with joined as (
                                    select pool_id, ticket, nth
                                    from unnest(:pools::uuid[], :tickets) with ordinality
                                         as joined (pool_id, ticket, nth)),
                                ahead as (
                                    select first.pool_id, count(place.ticket) as people
                                    from (select pool_id, min(ticket) as ticket
                                          from joined
                                          group by pool_id) first
                                    left join place
                                        on place.pool_id = first.pool_id
                                        and place.ticket < first.ticket
                                        and place.state = 'WAITING'
                                    group by first.pool_id)
                                select ahead.people
                                       + rank() over (partition by joined.pool_id
                                                      order by joined.ticket)
                                from joined
                                join ahead using (pool_id)
                                order by joined.nth
                                """)
                        .param("pools", texts(places, Place::poolId))
                        .param("tickets", longs(places, Place::ticket))
                        .query(Long.class)
                        .list();
        Map<Place, Long> found = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            found.put(places.get(i), positions.get(i));
        }
        return found;
    }

    private static Coupon coupon(ResultSet row, int number) throws SQLException {
        return new Coupon(
                new Code(row.getString("code")),
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                row.getObject("claim_id", UUID.class));
    }
}
