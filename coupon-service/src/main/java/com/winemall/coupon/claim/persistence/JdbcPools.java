package com.winemall.coupon.claim.persistence;

import static com.winemall.starter.jdbc.Columns.ints;
import static com.winemall.starter.jdbc.Columns.longs;
import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.coupon.campaign.TermsColumns;
import com.winemall.coupon.claim.Claim;
import com.winemall.coupon.claim.ClaimCoupon;
import com.winemall.coupon.claim.Counters;
import com.winemall.coupon.claim.CouponPool;
import com.winemall.coupon.claim.Pools;
import com.winemall.coupon.claim.Standing;
import com.winemall.coupon.code.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Pools in PostgreSQL: a few statements for a whole batch, however many people claim.
@Repository
class JdbcPools implements Pools {

    private final JdbcClient jdbc;

    JdbcPools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<CampaignId, CouponPool> lock(Collection<ClaimCoupon> claims, Instant now) {
        var campaigns = claims.stream().map(ClaimCoupon::campaignId).collect(Collectors.toSet());
        var pools = lockPools(campaigns, now);
        if (!pools.isEmpty()) {
            var earlier =
                    earlierClaims(new LinkedHashSet<>(claims)).stream()
                            .collect(Collectors.groupingBy(Claim::campaignId));
            pools.forEach((id, pool) -> pool.know(earlier.getOrDefault(id, List.of())));
        }
        return pools;
    }

    @Override
    public Optional<CouponPool> lock(CampaignId campaignId, Instant now) {
        return lockPools(Set.of(campaignId), now).values().stream().findFirst();
    }

    private Map<CampaignId, CouponPool> lockPools(Set<CampaignId> campaigns, Instant now) {
        return jdbc
                .sql(
                        """
                        select *
                        from campaign
                        where id = any(:campaigns::uuid[])
                        order by id
                        for no key update
                        """)
                .param("campaigns", texts(campaigns, CampaignId::value))
                .query((row, _) -> pool(row, now))
                .list()
                .stream()
                .collect(
                        Collectors.toMap(
                                CouponPool::campaignId,
                                pool -> pool,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    /// The lateral join makes PostgreSQL look up each claim by its key; a plain one it would
    /// answer, while the table is not large yet, by reading all of it for every batch of a rush.
    private List<Claim> earlierClaims(Set<ClaimCoupon> claims) {
        return jdbc.sql(
                        """
                        select claim.*
                        from unnest(:campaigns::uuid[], :customers::uuid[])
                             as asked (campaign_id, customer_id)
                        cross join lateral (
                            select *
                            from claim
                            where claim.campaign_id = asked.campaign_id
                              and claim.customer_id = asked.customer_id
                            offset 0) claim
                        """)
                .param("campaigns", texts(claims, ClaimCoupon::campaignId))
                .param("customers", texts(claims, ClaimCoupon::customerId))
                .query((row, _) -> ClaimRow.read(row))
                .list();
    }

    @Override
    public List<Claim> headOfLine(CampaignId campaignId, int peopleMax) {
        return jdbc.sql(
                        """
                        select *
                        from claim
                        where campaign_id = :campaign and state = 'WAITING'
                        order by line_seq
                        limit :peopleMax
                        """)
                .param("campaign", campaignId.value())
                .param("peopleMax", peopleMax)
                .query((row, _) -> ClaimRow.read(row))
                .list();
    }

    @Override
    public Optional<CampaignId> campaignOf(Code code, CustomerId customerId) {
        return jdbc.sql(
                        """
                        select campaign_id
                        from coupon
                        where code = :code and customer_id = :customer and state = 'ASSIGNED'
                        """)
                .param("code", code.symbols())
                .param("customer", customerId.value())
                .query(UUID.class)
                .optional()
                .map(CampaignId::new);
    }

    /// Two statements, for the second has to see what whoever held the lock has done.
    @Override
    public boolean isInUse(Code code) {
        jdbc.sql("select 1 from coupon where code = :code for no key update")
                .param("code", code.symbols())
                .query(Integer.class)
                .single();
        return jdbc.sql(
                        """
                        select exists (select 1
                                       from redemption
                                       where coupon_code = :code and state = 'REDEEMED')
                        """)
                .param("code", code.symbols())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<CampaignId> owingToLine(Instant now, int poolsMax) {
        return jdbc.sql(
                        """
                        select id
                        from campaign
                        where waiting > 0 and assigned < issued and valid_until > :now
                        order by id
                        limit :poolsMax
                        """)
                .param("now", utc(now))
                .param("poolsMax", poolsMax)
                .query((row, _) -> new CampaignId(row.getObject("id", UUID.class)))
                .list();
    }

    @Override
    public void store(Collection<CouponPool> pools, Instant now) {
        var changed = pools.stream().filter(CouponPool::isChanged).toList();
        storeGivenBack(changed.stream().flatMap(pool -> pool.givenBack().stream()).toList(), now);
        storeAssignments(changed, now);
        storeClaims(
                changed.stream()
                        .flatMap(pool -> pool.changedClaims().stream())
                        .map(ClaimRow::of)
                        .toList(),
                now);
        storeCounters(changed);
    }

    private void storeGivenBack(List<Code> codes, Instant now) {
        if (codes.isEmpty()) {
            return;
        }
        int updated =
                jdbc.sql(
                                """
                                update coupon
                                set state = 'GIVEN_BACK', given_back_at = :now
                                where code = any(:codes::text[]) and state = 'ASSIGNED'
                                """)
                        .param("now", utc(now))
                        .param("codes", texts(codes, Code::symbols))
                        .update();
        if (updated != codes.size()) {
            throw new IllegalStateException("a coupon would be given back twice");
        }
    }

    private void storeAssignments(List<CouponPool> pools, Instant now) {
        List<CouponRow> rows = new ArrayList<>();
        for (var pool : pools) {
            for (var assignment : pool.assignments()) {
                rows.add(new CouponRow(pool.campaignId(), assignment));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into coupon (code, campaign_id, customer_id, state, assigned_at)
                        select *, 'ASSIGNED', :now
                        from unnest(:codes::text[], :campaigns::uuid[], :customers::uuid[])
                        """)
                .param("now", utc(now))
                .param("codes", texts(rows, row -> row.assignment().code()))
                .param("campaigns", texts(rows, CouponRow::campaignId))
                .param("customers", texts(rows, row -> row.assignment().customerId()))
                .update();
    }

    private void storeClaims(List<ClaimRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into claim (campaign_id, customer_id, version, state, line_seq,
                                           coupon_code, created_at, updated_at)
                        select *, :now, :now
                        from unnest(:campaigns::uuid[], :customers::uuid[], :versions::bigint[],
                                    :states::text[], :places::bigint[], :codes::text[])
                        on conflict (campaign_id, customer_id) do update
                        set version = excluded.version,
                            state = excluded.state,
                            line_seq = excluded.line_seq,
                            coupon_code = excluded.coupon_code,
                            updated_at = excluded.updated_at
                        """)
                .param("now", utc(now))
                .param("campaigns", texts(rows, row -> row.claim().campaignId()))
                .param("customers", texts(rows, row -> row.claim().customerId()))
                .param("versions", longs(rows, row -> row.claim().version()))
                .param("states", texts(rows, ClaimRow::state))
                .param("places", texts(rows, ClaimRow::place))
                .param("codes", texts(rows, ClaimRow::code))
                .update();
    }

    /// What is added is added only where it fits, so a pool that was not kept to this transaction
    /// would be found out and not be overdrawn.
    private void storeCounters(List<CouponPool> pools) {
        if (pools.isEmpty()) {
            return;
        }
        int updated =
                jdbc.sql(
                                """
                                update campaign
                                set issued = campaign.issued + moved.issued,
                                    assigned = campaign.assigned + moved.assigned,
                                    waiting = campaign.waiting + moved.waiting,
                                    line_seq = campaign.line_seq + moved.places
                                from unnest(:campaigns::uuid[], :issued::integer[],
                                            :assigned::integer[], :waiting::integer[],
                                            :places::bigint[])
                                     as moved (id, issued, assigned, waiting, places)
                                where campaign.id = moved.id
                                  and campaign.assigned + moved.assigned
                                      between 0 and campaign.issued + moved.issued
                                """)
                        .param("campaigns", texts(pools, CouponPool::campaignId))
                        .param("issued", ints(pools, pool -> pool.countersMoved().issued()))
                        .param("assigned", ints(pools, pool -> pool.countersMoved().assigned()))
                        .param("waiting", ints(pools, pool -> pool.countersMoved().waiting()))
                        .param("places", longs(pools, pool -> pool.countersMoved().lastPlace()))
                        .update();
        if (updated != pools.size()) {
            throw new IllegalStateException(
                    "coupons of " + pools.size() + " campaigns would be given out twice");
        }
    }

    @Override
    public Optional<Standing> standingOf(CampaignId campaignId, CustomerId customerId) {
        return jdbc.sql(
                        """
                        select claim.*, campaign.issued, campaign.assigned, campaign.waiting,
                               campaign.line_seq as last_place
                        from claim
                        join campaign on campaign.id = claim.campaign_id
                        where claim.campaign_id = :campaign and claim.customer_id = :customer
                        """)
                .param("campaign", campaignId.value())
                .param("customer", customerId.value())
                .query((row, _) ->
                        CouponPool.standing(ClaimRow.state(row), counters(row, "last_place")))
                .optional()
                .flatMap(standing -> standing);
    }

    private static CouponPool pool(ResultSet row, Instant now) throws SQLException {
        return new CouponPool(
                new CampaignId(row.getObject("id", UUID.class)),
                row.getString("name"),
                TermsColumns.validity(row),
                counters(row, "line_seq"),
                now);
    }

    private static Counters counters(ResultSet row, String lastPlace) throws SQLException {
        return new Counters(
                row.getInt("issued"),
                row.getInt("assigned"),
                row.getInt("waiting"),
                row.getLong(lastPlace));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record CouponRow(CampaignId campaignId, CouponPool.Assignment assignment) {}
}
