package com.winemall.coupon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CouponServiceTest
class AuditIT {

    private final Mall mall;
    private final JdbcClient jdbc;

    AuditIT(Mall mall, JdbcClient jdbc) {
        this.mall = mall;
        this.jdbc = jdbc;
    }

    @Test
    void every_check_has_a_name_and_holds() {
        var checks = mall.admin().get("/audit/checks");

        assertThat(checks.status()).isEqualTo(200);
        assertThat(checks.body()).hasSize(7);
        assertThat(checks.body())
                .allSatisfy(check -> {
                    assertThat(check.path("name").asString()).isNotBlank();
                    assertThat(check.path("detail").asString()).isEmpty();
                    assertThat(check.path("holds").asBoolean()).isTrue();
                });
    }

    @Test
    void a_campaign_that_miscounts_is_found() {
        var campaign = mall.campaignOf(2);
        mall.couponOf(campaign, mall.someone());
        addToCounters(campaign.value(), 1, 1);

        var broken = mall.broken();

        addToCounters(campaign.value(), -1, -1);
        assertThat(broken)
                .containsExactly(
                        "the coupons a campaign counts are there: "
                                + campaign.value()
                                + " counts 2, has 1",
                        "the people a line counts stand in it, without a gap: "
                                + campaign.value()
                                + " counts 1, has 0");
        assertThat(mall.broken()).isEmpty();
    }

    @Test
    void a_coupon_that_vanishes_under_an_order_and_a_claim_is_found() {
        var campaign = mall.campaignOf(2);
        var code = mall.couponOf(campaign, mall.someone()).value().replace("-", "");
        var order = mall.anOrder();
        jdbc.sql(
                        """
                        insert into redemption
                        values (:order, :code, 'REDEEMED', 1, null, now(), now())
                        """)
                .param("order", order.value())
                .param("code", code)
                .update();
        jdbc.sql("update coupon set state = 'GIVEN_BACK', given_back_at = now() where code = :code")
                .param("code", code)
                .update();

        var broken = mall.broken();

        jdbc.sql("update coupon set state = 'ASSIGNED', given_back_at = null where code = :code")
                .param("code", code)
                .update();
        assertThat(broken).hasSize(3);
        assertThat(mall.broken()).isEmpty();
    }

    @Test
    void the_audit_is_for_administrators() {
        assertThat(mall.api().get("/audit/checks").refusal()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(mall.api().as(mall.someone()).get("/audit/checks").refusal())
                .isEqualTo("403 FORBIDDEN");
    }

    private void addToCounters(UUID campaign, int assigned, int waiting) {
        jdbc.sql(
                        """
                        update campaign
                        set assigned = assigned + :assigned, waiting = waiting + :waiting
                        where id = :campaign
                        """)
                .param("assigned", assigned)
                .param("waiting", waiting)
                .param("campaign", campaign)
                .update();
    }
}
