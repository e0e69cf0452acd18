package com.winemall.coupon.wallet;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.coupon.campaign.TermsColumns;
import com.winemall.coupon.code.Code;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What people have, with what their orders have done to it.
@Repository
class OwnCoupons {

    private final JdbcClient jdbc;

    OwnCoupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The newest first, the used and the expired ones among them.
    PageOf<OwnCoupon> page(CustomerId customerId, Paging paging) {
        var content =
                jdbc.sql(
                                """
                                select coupon.code, campaign.*, redemption.order_id
                                from coupon
                                join campaign on campaign.id = coupon.campaign_id
                                left join redemption
                                    on redemption.coupon_code = coupon.code
                                    and redemption.state = 'REDEEMED'
                                where coupon.customer_id = :customer and coupon.state = 'ASSIGNED'
                                order by coupon.assigned_at desc, coupon.code desc
                                limit :size offset :offset
                                """)
                        .param("customer", customerId.value())
                        .param("size", paging.size())
                        .param("offset", paging.offset())
                        .query(OwnCoupons::ownCoupon)
                        .list();
        long total =
                jdbc.sql(
                                """
                                select count(*)
                                from coupon
                                where customer_id = :customer and state = 'ASSIGNED'
                                """)
                        .param("customer", customerId.value())
                        .query(Long.class)
                        .single();
        return PageOf.of(content, paging, total);
    }

    private static OwnCoupon ownCoupon(ResultSet row, int number) throws SQLException {
        var terms = TermsColumns.terms(row);
        var order = row.getObject("order_id", UUID.class);
        return new OwnCoupon(
                new Code(row.getString("code")).readable(),
                new CampaignId(row.getObject("id", UUID.class)),
                TermsColumns.discount(row),
                terms.minimumSubtotal(),
                order != null,
                order == null ? null : new OrderId(order),
                terms.validity().from(),
                terms.validity().until());
    }
}
