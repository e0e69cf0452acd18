package com.winemall.coupon.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CampaignId;
import com.winemall.coupon.Api;
import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.starter.FreshIds;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@CouponServiceTest
class CampaignIT {

    private static final String CAMPAIGNS = "/api/coupon-campaigns";

    private final Mall mall;
    private final TestClock clock;
    private final FreshIds ids;

    CampaignIT(Mall mall, TestClock clock, FreshIds ids) {
        this.mall = mall;
        this.clock = clock;
        this.ids = ids;
    }

    @Test
    void a_campaign_is_created_and_everybody_may_read_it() {
        var from = clock.instant().plusSeconds(60);
        var until = clock.instant().plusSeconds(3_600);

        var created =
                mall.admin()
                        .post(
                                CAMPAIGNS,
                                """
                                {"name":"봄 와인","discount":{"type":"PERCENT","value":15,"max":5000},
                                 "minimumSubtotal":30000,"quantity":1000000,
                                 "validFrom":"%s","validUntil":"%s"}
                                """
                                        .formatted(from, until));

        assertThat(created.status()).isEqualTo(201);
        var id = created.text("id");
        assertThat(created.location()).contains(CAMPAIGNS + "/" + id);
        assertThat(created.body().toString())
                .isEqualTo(
                        """
                        {"id":"%s","name":"봄 와인","discount":{"type":"PERCENT","value":15,"max":5000},\
                        "minimumSubtotal":30000,"quantity":1000000,"remaining":1000000,"waiting":0,\
                        "validFrom":"%s","validUntil":"%s","createdAt":"%s"}\
                        """
                                .formatted(id, from, until, clock.instant()));
        assertThat(mall.api().get(CAMPAIGNS + "/" + id).body()).isEqualTo(created.body());
    }

    @Test
    void what_a_campaign_need_not_say_is_left_out() {
        var created = create(body("Plain", "{\"type\":\"AMOUNT\",\"value\":1,\"max\":7}", "1"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("discount").toString())
                .isEqualTo("{\"type\":\"AMOUNT\",\"value\":1}");
        assertThat(created.body().path("minimumSubtotal").asInt()).isZero();
        assertThat(created.body().has("validFrom")).isFalse();
    }

    @Test
    void campaigns_are_listed_a_page_at_a_time_the_newest_first() {
        clock.advance(Duration.ofMillis(1));
        var first = mall.campaignOf(1);
        clock.advance(Duration.ofMillis(1));
        var second = mall.campaignOf(1);

        var page = mall.api().get(CAMPAIGNS + "?page=0&size=1").body();
        var next = mall.api().get(CAMPAIGNS + "?page=1&size=1").body();

        assertThat(idsOf(page)).containsExactly(second.toString());
        assertThat(idsOf(next)).containsExactly(first.toString());
        assertThat(page.path("page").path("size").asInt()).isEqualTo(1);
        assertThat(page.path("page").path("totalElements").asInt())
                .isEqualTo(page.path("page").path("totalPages").asInt())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void an_unknown_campaign_is_not_found() {
        var id = ids.next();

        assertThat(mall.api().get(CAMPAIGNS + "/" + id).refusal())
                .isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.issue(new CampaignId(id), 1).refusal()).isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.api().get(CAMPAIGNS + "/spring").wrongFields())
                .containsExactly("campaignId");
        assertThat(mall.api().get(CAMPAIGNS + "?size=101").wrongFields()).containsExactly("size");
    }

    @Test
    void only_administrators_create_campaigns_and_issue_coupons() {
        var body = body("Mine", "{\"type\":\"AMOUNT\",\"value\":1}", "1");
        var campaign = mall.campaignOf(1);
        var customer = mall.api().as(mall.someone());

        assertThat(mall.api().post(CAMPAIGNS, body).refusal()).isEqualTo("401 UNAUTHENTICATED");
        assertThat(customer.post(CAMPAIGNS, body).refusal()).isEqualTo("403 FORBIDDEN");
        assertThat(customer.post(Mall.path(campaign) + "/issues", "{\"quantity\":1}").refusal())
                .isEqualTo("403 FORBIDDEN");
        assertThat(mall.api().post(Mall.path(campaign) + "/issues", "{\"quantity\":1}").refusal())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(mall.look(campaign).path("quantity").asInt()).isEqualTo(1);
    }

    @Test
    void the_same_key_creates_one_campaign_and_another_body_is_refused() {
        var admin = mall.admin().withKey(ids.next().toString());
        var body = body("Once", "{\"type\":\"AMOUNT\",\"value\":1}", "1");

        var first = admin.post(CAMPAIGNS, body);
        var again = admin.post(CAMPAIGNS, body);
        var other = admin.post(CAMPAIGNS, body.replace("Once", "Twice"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again).isEqualTo(first);
        assertThat(other.refusal()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void the_same_key_issues_once() {
        var campaign = mall.campaignOf(1);
        var admin = mall.admin().withKey(ids.next().toString());

        var first = admin.post(Mall.path(campaign) + "/issues", "{\"quantity\":5}");
        var again = admin.post(Mall.path(campaign) + "/issues", "{\"quantity\":5}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again).isEqualTo(first);
        assertThat(first.body().path("quantity").asInt()).isEqualTo(6);
        assertThat(mall.look(campaign).path("remaining").asInt()).isEqualTo(6);
    }

    @Test
    void a_campaign_has_only_so_many_coupons_however_often_more_are_issued() {
        var campaign = mall.campaignOf(1_000_000);

        assertThat(mall.issue(campaign, 101).refusal()).isEqualTo("409 CAMPAIGN_LIMIT_REACHED");
        assertThat(mall.issue(campaign, 100).status()).isEqualTo(202);
        assertThat(mall.issue(campaign, 1).refusal()).isEqualTo("409 CAMPAIGN_LIMIT_REACHED");
        assertThat(mall.look(campaign).path("quantity").asInt()).isEqualTo(1_000_100);
    }

    @Test
    void nothing_is_issued_after_the_campaign() {
        var campaign =
                mall.campaign(1, "{\"type\":\"AMOUNT\",\"value\":1}", 0, Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));

        assertThat(mall.issue(campaign, 1).refusal()).isEqualTo("409 CAMPAIGN_NOT_OPEN");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1000001", "1.5", "\"5\"", "null"})
    void an_issue_of_no_sensible_quantity_is_refused(String quantity) {
        var campaign = mall.campaignOf(1);

        var answer =
                mall.admin()
                        .post(
                                Mall.path(campaign) + "/issues",
                                "{\"quantity\":%s}".formatted(quantity));

        assertThat(answer.refusal()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.wrongFields()).containsExactly("quantity");
    }

    static Stream<Arguments> invalidCampaigns() {
        var good = "{\"type\":\"AMOUNT\",\"value\":1}";
        var ago = "2020-01-01T00:00:00Z";
        return Stream.of(
                Arguments.of(body("", good, "1"), "name"),
                Arguments.of(body(" ", good, "1"), "name"),
                Arguments.of(body("x".repeat(201), good, "1"), "name"),
                Arguments.of(body("a\\u0000b", good, "1"), "name"),
                Arguments.of(body("A", good, "1,\"name\":5"), "name"),
                Arguments.of(body("A", "null", "1"), "discount"),
                Arguments.of(body("A", "{\"type\":0,\"value\":1}", "1"), "discount.type"),
                Arguments.of(body("A", "{\"type\":\"GIFT\",\"value\":1}", "1"), "discount.type"),
                Arguments.of(body("A", "{\"value\":1}", "1"), "discount.type"),
                Arguments.of(body("A", "{\"type\":\"AMOUNT\"}", "1"), "discount.value"),
                Arguments.of(body("A", "{\"type\":\"AMOUNT\",\"value\":0}", "1"), "discount.value"),
                Arguments.of(
                        body("A", "{\"type\":\"AMOUNT\",\"value\":1.5}", "1"), "discount.value"),
                Arguments.of(
                        body("A", "{\"type\":\"PERCENT\",\"value\":0}", "1"), "discount.value"),
                Arguments.of(
                        body("A", "{\"type\":\"PERCENT\",\"value\":101}", "1"), "discount.value"),
                Arguments.of(
                        body("A", "{\"type\":\"PERCENT\",\"value\":10,\"max\":0}", "1"),
                        "discount.max"),
                Arguments.of(body("A", good, "0"), "quantity"),
                Arguments.of(body("A", good, "1000001"), "quantity"),
                Arguments.of(body("A", good, "null"), "quantity"),
                Arguments.of(body("A", good, "1,\"minimumSubtotal\":-1"), "minimumSubtotal"),
                Arguments.of(
                        body("A", good, "1,\"validFrom\":\"2999-01-01T00:00:00Z\""), "validFrom"),
                Arguments.of(
                        body("A", good, "1,\"validFrom\":\"-999999999-01-01T00:00:00Z\""),
                        "validFrom"),
                Arguments.of(body("A", good, "1,\"validFrom\":\"tomorrow\""), "validFrom"),
                Arguments.of(body("A", good, "1,\"validUntil\":\"" + ago + "\""), "validUntil"),
                Arguments.of(
                        body("A", good, "1,\"validUntil\":\"+999999999-01-01T00:00:00Z\""),
                        "validUntil"),
                Arguments.of(body("A", good, "1,\"validUntil\":null"), "validUntil"),
                Arguments.of("{\"name\":", "body"));
    }

    @ParameterizedTest
    @MethodSource("invalidCampaigns")
    void a_campaign_that_makes_no_sense_is_refused_with_the_field_that_does_not(
            String body, String field) {
        var answer = create(body);

        assertThat(answer.refusal()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.wrongFields()).containsExactly(field);
    }

    private Api.Answer create(String body) {
        return mall.admin().post(CAMPAIGNS, body);
    }

    private static List<String> idsOf(JsonNode page) {
        return StreamSupport.stream(page.path("content").spliterator(), false)
                .map(campaign -> campaign.path("id").asString())
                .toList();
    }

    /// The last of two fields with one name is the one that counts.
    private static String body(String name, String discount, String quantity) {
        return """
        {"name":"%s","validUntil":"%s","discount":%s,"quantity":%s}
        """
                .formatted(name, Instant.now().plusSeconds(86_400), discount, quantity);
    }
}
