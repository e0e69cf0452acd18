package com.winemall.coupon.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.winemall.contracts.CampaignId;
import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@CouponServiceTest
class CampaignReportIT {

    private final Mall mall;
    private final TestClock clock;

    CampaignReportIT(Mall mall, TestClock clock) {
        this.mall = mall;
        this.clock = clock;
    }

    @Test
    void what_happens_at_the_door_is_counted_in_all_and_by_the_second() {
        var campaign = mall.campaignOf(2);
        var anna = mall.someone();
        var code = mall.couponOf(campaign, anna);
        mall.claim(campaign, anna);
        mall.claim(campaign, mall.someone());
        mall.claim(campaign, mall.someone());
        mall.giveBack(code, anna);

        await().untilAsserted(() -> {
            var statistics = mall.api().get(Mall.path(campaign) + "/statistics").body();
            assertThat(statistics.path("totals").toString())
                    .isEqualTo(
                            """
                            {"admitted":3,"duplicates":1,"givenBack":1,"requests":4,"waiting":1}\
                            """);
            assertThat(sum(statistics, "requests")).isEqualTo(4);
            assertThat(sum(statistics, "admitted")).isEqualTo(3);
        });
    }

    @Test
    void redis_and_the_database_are_compared_for_administrators() {
        var campaign = mall.campaignOf(5);
        mall.couponOf(campaign, mall.someone());
        var path = Mall.path(campaign) + "/audit";

        var audit = mall.admin().get(path).body();

        assertThat(audit.path("quantity").asInt()).isEqualTo(5);
        assertThat(audit.path("drift").asInt()).isZero();
        assertThat(audit.path("redis").path("held").asInt()).isEqualTo(1);
        assertThat(audit.path("database").path("held").asInt()).isEqualTo(1);
        assertThat(audit.path("database").path("free").asInt()).isEqualTo(4);
        assertThat(mall.api().get(path).refusal()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(mall.api().as(mall.someone()).get(path).refusal()).isEqualTo("403 FORBIDDEN");
    }

    @Test
    void a_receipt_proves_a_place_and_the_log_says_the_same_when_the_campaign_is_over()
            throws Exception {
        var campaign =
                mall.campaign(2, "{\"type\":\"AMOUNT\",\"value\":1}", 0, Duration.ofMinutes(1));
        mall.couponOf(campaign, mall.someone());
        var anna = mall.someone();
        mall.couponOf(campaign, anna);
        var log = Mall.path(campaign) + "/admissions";
        var reader = mall.api().as(mall.someone());

        var receipt =
                SignedJWT.parse(
                        mall.api()
                                .as(anna)
                                .get(Mall.claims(campaign) + "/me/receipt")
                                .text("receipt"));

        var keys =
                JWKSet.parse(
                        mall.api().get("/api/coupon-campaigns/receipt-keys").body().toString());
        assertThat(receipt.verify(new ECDSAVerifier(keys.getKeys().getFirst().toECKey()))).isTrue();
        assertThat(receipt.getJWTClaimsSet().getSubject()).isEqualTo(anna.toString());
        assertThat(receipt.getJWTClaimsSet().getLongClaim("number")).isEqualTo(2);
        assertThat(reader.get(Mall.claims(campaign) + "/me/receipt").refusal())
                .isEqualTo("404 CLAIM_NOT_FOUND");
        assertThat(reader.get(log).refusal()).isEqualTo("409 CAMPAIGN_NOT_OVER");
        clock.advance(Duration.ofMinutes(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> reader.lines(log).size() == 3);
        assertThat(reader.lines(log).get(1).path("number").asInt()).isEqualTo(2);
        assertThat(reader.lines(log).get(2).path("admitted").asInt()).isEqualTo(2);
        assertThat(mall.api().get(log).refusal()).isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void an_unknown_campaign_has_no_reports() {
        var unknown = Mall.path(new CampaignId(new UUID(1, 1)));

        assertThat(mall.api().get(unknown + "/statistics").refusal())
                .isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.admin().get(unknown + "/audit").refusal())
                .isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.admin().get(unknown + "/admissions").refusal())
                .isEqualTo("404 CAMPAIGN_NOT_FOUND");
    }

    private static int sum(JsonNode statistics, String code) {
        return statistics
                .path("series")
                .valueStream()
                .mapToInt(second -> second.path("counts").path(code).asInt())
                .sum();
    }
}
