package com.winemall.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.starter.FreshIds;
import com.winemall.test.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/// What the tests of the running service have in common: people, campaigns and a look at the audit.
@TestComponent
public class Mall {

    private static final String CAMPAIGNS = "/api/coupon-campaigns";

    private final Environment environment;
    private final FreshIds ids;
    private final TestClock clock;

    Mall(Environment environment, FreshIds ids, TestClock clock) {
        this.environment = environment;
        this.ids = ids;
        this.clock = clock;
    }

    public Api api() {
        return new Api(
                environment.getRequiredProperty("local.server.port", Integer.class), Map.of());
    }

    public Api admin() {
        return api().asAdmin(someone());
    }

    public CustomerId someone() {
        return new CustomerId(ids.next());
    }

    public OrderId anOrder() {
        return new OrderId(ids.next());
    }

    /// Of 1,000 won off any order, open for an hour.
    public CampaignId campaignOf(int coupons) {
        return campaign(coupons, "{\"type\":\"AMOUNT\",\"value\":1000}", 0, Duration.ofHours(1));
    }

    public CampaignId campaign(int coupons, String discount, long minimum, Duration openFor) {
        var created =
                admin().post(
                                CAMPAIGNS,
                                """
                                {"name":"Spring","discount":%s,"minimumSubtotal":%d,"quantity":%d,
                                 "validUntil":"%s"}
                                """
                                        .formatted(
                                                discount,
                                                minimum,
                                                coupons,
                                                clock.instant().plus(openFor)));
        assertThat(created.status()).isEqualTo(201);
        return new CampaignId(UUID.fromString(created.text("id")));
    }

    public Api.Answer claim(CampaignId campaign, CustomerId customer) {
        return api().as(customer).post(claims(campaign));
    }

    public Api.Answer claimOf(CampaignId campaign, CustomerId customer) {
        return api().as(customer).get(claims(campaign) + "/me");
    }

    /// A coupon somebody gets at once.
    public CouponCode couponOf(CampaignId campaign, CustomerId customer) {
        var answer = claim(campaign, customer);
        assertThat(answer.text("outcome")).isEqualTo("ASSIGNED");
        return new CouponCode(answer.text("couponCode"));
    }

    public Api.Answer issue(CampaignId campaign, int quantity) {
        return admin().post(path(campaign) + "/issues", "{\"quantity\":%d}".formatted(quantity));
    }

    public Api.Answer giveBack(CouponCode code, CustomerId customer) {
        return api().as(customer).delete("/api/coupons/" + code);
    }

    public JsonNode look(CampaignId campaign) {
        return api().get(path(campaign)).body();
    }

    public static String path(CampaignId campaign) {
        return CAMPAIGNS + "/" + campaign;
    }

    public static String claims(CampaignId campaign) {
        return path(campaign) + "/claims";
    }

    /// The names of what does not hold.
    public List<String> broken() {
        return StreamSupport.stream(admin().get("/audit/checks").body().spliterator(), false)
                .filter(check -> !check.path("holds").asBoolean())
                .map(check ->
                        check.path("name").asString() + ": " + check.path("detail").asString())
                .toList();
    }
}
