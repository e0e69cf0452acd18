package com.winemall.coupon.audit;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.OrderId;
import com.winemall.coupon.code.Code;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what the audit of the whole shop compares with what others know.
@Repository
class CouponAudit {

    private final JdbcClient jdbc;

    CouponAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<LiveRedemption> liveRedemptions(@Nullable OrderId after, int limit) {
        return jdbc.sql(
                        """
                        select order_id, coupon_code, redeemed_at
                        from redemption
                        where state = 'REDEEMED'
                          and (:after::uuid is null or order_id > :after::uuid)
                        order by order_id
                        limit :limit
                        """)
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query((row, _) ->
                        new LiveRedemption(
                                new OrderId(row.getObject("order_id", UUID.class)),
                                new Code(row.getString("coupon_code")).readable(),
                                instant(row, "redeemed_at")))
                .list();
    }
}
