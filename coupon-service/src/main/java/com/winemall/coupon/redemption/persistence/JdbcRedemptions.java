package com.winemall.coupon.redemption.persistence;

import static com.winemall.starter.jdbc.Columns.texts;

import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.coupon.campaign.TermsColumns;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.redemption.CouponBook;
import com.winemall.coupon.redemption.LiveCoupon;
import com.winemall.coupon.redemption.Redemption;
import com.winemall.coupon.redemption.Redemptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Redemptions in PostgreSQL: three statements for a whole poll, however many orders it has. The
/// lateral joins make it look up each row by its key; a list of keys it would answer, while a table
/// is not large yet, by reading all of it for every poll.
@Repository
class JdbcRedemptions implements Redemptions {

    private final JdbcClient jdbc;

    JdbcRedemptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The redemptions are read by a statement of their own, for it has to see what whoever held
    /// the coupons' locks has done.
    @Override
    public CouponBook load(Set<Code> codes, Set<OrderId> orders, Instant now) {
        var coupons = lockCoupons(codes);
        return new CouponBook(now, coupons, redemptionsOf(coupons, orders));
    }

    private List<LiveCoupon> lockCoupons(Set<Code> codes) {
        return jdbc.sql(
                        """
                        select coupon.code, coupon.customer_id, campaign.*
                        from unnest(:codes::text[]) as asked (code)
                        cross join lateral (
                            select *
                            from coupon
                            where coupon.code_hash = sha256(asked.code::bytea)
                              and coupon.state = 'ASSIGNED'
                            for no key update) coupon
                        join campaign on campaign.id = coupon.campaign_id
                        """)
                .param("codes", texts(new TreeSet<>(codes), Code::symbols))
                .query(JdbcRedemptions::coupon)
                .list();
    }

    private List<Redemption> redemptionsOf(List<LiveCoupon> coupons, Set<OrderId> orders) {
        return jdbc.sql(
                        """
                        select redemption.*
                        from unnest(:orders::uuid[]) as asked (order_id)
                        cross join lateral (
                            select *
                            from redemption
                            where redemption.order_id = asked.order_id
                            offset 0) redemption
                        union all
                        select redemption.*
                        from unnest(:codes::text[]) as asked (code)
                        cross join lateral (
                            select *
                            from redemption
                            where redemption.coupon_code = asked.code
                              and redemption.state = 'REDEEMED'
                            offset 0) redemption
                        """)
                .param("orders", texts(orders, OrderId::value))
                .param("codes", texts(coupons, LiveCoupon::code))
                .query((row, _) -> RedemptionRow.read(row))
                .list();
    }

    /// A row only ever goes from redeemed to returned; that any other is there already means that
    /// two instances answer for one order at this moment.
    @Override
    public void store(CouponBook book, Instant now) {
        // Those that let go of a coupon first: another order of this poll may have it now.
        var rows =
                book.changed().stream()
                        .map(RedemptionRow::of)
                        .sorted(Comparator.comparing(row -> !row.isEnded()))
                        .toList();
        if (rows.isEmpty()) {
            return;
        }
        int stored =
                jdbc.sql(
                                """
                                insert into redemption (order_id, coupon_code, state, discount,
                                                        problem, redeemed_at, updated_at)
                                select *, :now
                                from unnest(:orders::uuid[], :codes::text[], :states::text[],
                                            :discounts::bigint[], :problems::text[],
                                            :redeemedAts::timestamptz[])
                                on conflict (order_id) do update
                                set state = excluded.state, updated_at = excluded.updated_at
                                where redemption.state = 'REDEEMED'
                                  and excluded.state = 'RETURNED'
                                """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("orders", texts(rows, row -> row.redemption().orderId()))
                        .param("codes", texts(rows, row -> row.redemption().code()))
                        .param("states", texts(rows, RedemptionRow::state))
                        .param("discounts", texts(rows, RedemptionRow::discount))
                        .param("problems", texts(rows, RedemptionRow::problem))
                        .param("redeemedAts", texts(rows, RedemptionRow::redeemedAt))
                        .update();
        if (stored != rows.size()) {
            throw new OptimisticLockingFailureException(
                    (rows.size() - stored) + " orders were answered for by somebody else");
        }
    }

    private static LiveCoupon coupon(ResultSet row, int number) throws SQLException {
        return new LiveCoupon(
                new Code(row.getString("code")),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                TermsColumns.terms(row));
    }
}
