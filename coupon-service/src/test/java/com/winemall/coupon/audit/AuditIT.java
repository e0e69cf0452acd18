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
        miscount(campaign.value(), 1, 3);

        var broken = mall.broken();

        miscount(campaign.value(), -1, -3);
        assertThat(broken)
                .containsExactly(
                        "a campaign's pool has as many coupons as were issued: "
                                + campaign.value()
                                + " issued 5, its pool has 2",
                        "the coupons a campaign counts are there: "
                                + campaign.value()
                                + " counts 2, has 1");
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

    private void miscount(UUID campaign, int taken, int issued) {
        jdbc.sql("update pool set taken = taken + :taken where pool_id = :campaign")
                .param("taken", taken)
                .param("campaign", campaign)
                .update();
        jdbc.sql("update campaign set issued = issued + :issued where id = :campaign")
                .param("issued", issued)
                .param("campaign", campaign)
                .update();
    }
}
