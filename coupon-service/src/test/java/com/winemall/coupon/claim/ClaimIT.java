package com.winemall.coupon.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponAssigned;
import com.winemall.contracts.coupon.CouponEvent;
import com.winemall.contracts.coupon.CouponQueued;
import com.winemall.coupon.AllAtOnce;
import com.winemall.coupon.Api;
import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.starter.FreshIds;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@CouponServiceTest
class ClaimIT {

    private final Mall mall;
    private final ClaimCouponHandler handler;
    private final TestClock clock;
    private final FreshIds ids;
    private final TestTopic<CouponEvent> events = TestTopic.open(Topics.COUPON_EVENTS);

    ClaimIT(Mall mall, ClaimCouponHandler handler, TestClock clock, FreshIds ids) {
        this.mall = mall;
        this.handler = handler;
        this.clock = clock;
        this.ids = ids;
    }

    @AfterEach
    void what_must_always_hold_holds() {
        events.close();
        assertThat(mall.broken()).isEmpty();
    }

    @Test
    void a_claim_is_a_coupon_while_there_are_any_and_a_place_in_line_after_that() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var ben = mall.someone();

        var first = mall.claim(campaign, anna);
        var second = mall.claim(campaign, ben);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.location()).contains(Mall.claims(campaign) + "/me");
        assertThat(first.text("outcome")).isEqualTo("ASSIGNED");
        assertThat(first.text("couponCode"))
                .matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(first.body().has("position")).isFalse();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body().toString()).isEqualTo("{\"outcome\":\"WAITING\",\"position\":1}");
        assertThat(mall.look(campaign).path("remaining").asInt()).isZero();
        assertThat(mall.look(campaign).path("waiting").asInt()).isEqualTo(1);
    }

    @Test
    void a_claim_made_again_gets_the_same_answer() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var ben = mall.someone();
        var first = mall.claim(campaign, anna);
        var second = mall.claim(campaign, ben);

        var firstAgain = mall.claim(campaign, anna);
        var secondAgain = mall.claim(campaign, ben);

        assertThat(firstAgain.status()).isEqualTo(200);
        assertThat(firstAgain.body()).isEqualTo(first.body());
        assertThat(secondAgain.status()).isEqualTo(200);
        assertThat(secondAgain.body()).isEqualTo(second.body());
        assertThat(mall.claimOf(campaign, anna).body()).isEqualTo(first.body());
        assertThat(mall.claimOf(campaign, ben).body()).isEqualTo(second.body());
    }

    @Test
    void a_claim_with_a_key_gets_the_stored_answer() {
        var campaign = mall.campaignOf(1);
        var other = mall.campaignOf(1);
        var anna = mall.api().as(mall.someone()).withKey(ids.next().toString());

        var first = anna.post(Mall.claims(campaign));
        var again = anna.post(Mall.claims(campaign));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again).isEqualTo(first);
        assertThat(anna.post(Mall.claims(other)).refusal()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
        assertThat(mall.look(other).path("remaining").asInt()).isEqualTo(1);
    }

    @Test
    void everybody_concerned_is_told() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var ben = mall.someone();
        var code = mall.couponOf(campaign, anna);
        mall.claim(campaign, ben);

        mall.giveBack(code, anna);

        var told = events.await(3, event -> event.campaignId().equals(campaign));
        var until = clock.instant().plus(Duration.ofHours(1));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new CouponAssigned(
                                campaign, anna, 1, code, "Spring", false, until, clock.instant()),
                        new CouponQueued(campaign, ben, 1, 1, clock.instant()),
                        new CouponAssigned(
                                campaign,
                                ben,
                                2,
                                codeOf(campaign, ben),
                                "Spring",
                                true,
                                until,
                                clock.instant()));
        assertThat(
                        events.records().stream()
                                .filter(record -> record.key().equals(anna.toString()))
                                .map(record -> TestTopic.header(record, "ce_id")))
                .containsExactly(campaign + "/" + anna + "/1");
    }

    @Test
    void three_hundred_people_at_once_get_one_hundred_coupons_and_two_hundred_places() {
        var campaign = mall.campaignOf(100);
        var people = crowd(300);

        var answers = AllAtOnce.run(people, one -> mall.claim(campaign, one));

        var assigned = answers.stream().filter(answer -> answer.status() == 201).toList();
        var waiting = answers.stream().filter(answer -> answer.status() == 202).toList();
        assertThat(assigned.stream().map(answer -> answer.text("couponCode")).distinct())
                .hasSize(100);
        assertThat(waiting.stream().map(answer -> answer.body().path("position").asLong()))
                .containsExactlyInAnyOrderElementsOf(oneTo(200));
        assertThat(mall.look(campaign).path("waiting").asInt()).isEqualTo(200);

        Map<Long, CustomerId> line = new TreeMap<>();
        for (int i = 0; i < people.size(); i++) {
            if (answers.get(i).status() == 202) {
                line.put(answers.get(i).body().path("position").asLong(), people.get(i));
            }
        }
        var served = List.copyOf(line.values()).subList(0, 50);
        var left = List.copyOf(line.values()).subList(50, 200);
        assertThat(mall.issue(campaign, 50).status()).isEqualTo(202);

        await().until(() -> mall.look(campaign).path("waiting").asInt() == 150);
        var codes = people.stream().map(one -> codeOf(campaign, one)).toList();
        assertThat(codes.stream().filter(code -> code != null))
                .doesNotHaveDuplicates()
                .hasSize(150);
        assertThat(served).allMatch(one -> codes.get(people.indexOf(one)) != null);
        assertThat(left.stream().map(one -> positionOf(campaign, one)))
                .containsExactlyElementsOf(oneTo(150));
        var told =
                events.await(350, event -> event.campaignId().equals(campaign)).stream()
                        .filter(CouponAssigned.class::isInstance)
                        .map(CouponAssigned.class::cast)
                        .filter(CouponAssigned::fromLine)
                        .map(CouponAssigned::customerId)
                        .collect(Collectors.toSet());
        assertThat(told).isEqualTo(new HashSet<>(served));
    }

    @Test
    void who_claims_many_times_at_once_gets_one_coupon() {
        var campaign = mall.campaignOf(100);
        var anna = mall.someone();

        var answers = AllAtOnce.run(50, _ -> mall.claim(campaign, anna));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(49);
        assertThat(answers.stream().map(answer -> answer.text("couponCode")).distinct()).hasSize(1);
        assertThat(mall.look(campaign).path("remaining").asInt()).isEqualTo(99);
    }

    @Test
    void several_instances_give_out_no_more_than_there_is_and_no_place_twice() {
        var campaign = mall.campaignOf(100);
        var other = mall.campaignOf(100);
        var people = crowd(300);
        // Each of them lets everybody in, in an order of its own: whoever is first counts.
        var outcomes =
                AllAtOnce.run(8, instance -> inBatches(shuffled(people, instance), campaign, other))
                        .stream()
                        .flatMap(instance -> instance.entrySet().stream())
                        .filter(entry -> entry.getValue() instanceof ClaimOutcome.Accepted)
                        .toList();

        assertThat(outcomes).hasSize(600);
        for (var one : List.of(campaign, other)) {
            var standings =
                    outcomes.stream()
                            .filter(entry -> entry.getKey().campaignId().equals(one))
                            .map(entry -> ((ClaimOutcome.Accepted) entry.getValue()).standing())
                            .toList();
            assertThat(standings.stream().filter(Standing.Assigned.class::isInstance).distinct())
                    .hasSize(100);
            assertThat(
                            standings.stream()
                                    .filter(Standing.Waiting.class::isInstance)
                                    .map(waiting -> ((Standing.Waiting) waiting).position()))
                    .containsExactlyInAnyOrderElementsOf(oneTo(200));
        }
    }

    @Test
    void a_coupon_given_back_goes_to_the_next_in_line_under_a_new_code() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var ben = mall.someone();
        var cleo = mall.someone();
        var code = mall.couponOf(campaign, anna);
        mall.claim(campaign, ben);
        mall.claim(campaign, cleo);

        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);

        assertThat(codeOf(campaign, ben)).isNotNull().isNotEqualTo(code);
        assertThat(positionOf(campaign, cleo)).isEqualTo(1);
        assertThat(mall.claimOf(campaign, anna).refusal()).isEqualTo("404 CLAIM_NOT_FOUND");
        assertThat(mall.giveBack(code, anna).refusal()).isEqualTo("404 COUPON_NOT_FOUND");
        assertThat(mall.claim(campaign, anna).body().path("position").asInt()).isEqualTo(2);
    }

    @Test
    void a_coupon_given_back_with_nobody_in_line_is_there_for_whoever_comes() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var code = mall.couponOf(campaign, anna);

        var typed = code.value().toLowerCase(Locale.ROOT).replace("-", " ");
        var answer = mall.api().as(anna).delete("/api/coupons/" + Api.encoded(typed));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(mall.look(campaign).path("remaining").asInt()).isEqualTo(1);
        var again = mall.claim(campaign, anna);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("couponCode")).isNotEqualTo(code.value());
    }

    @Test
    void a_coupon_given_back_many_times_at_once_is_given_back_once() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var line = crowd(3);
        var code = mall.couponOf(campaign, anna);
        line.forEach(one -> mall.claim(campaign, one));

        var answers = AllAtOnce.run(10, _ -> mall.giveBack(code, anna));

        assertThat(answers.stream().filter(answer -> answer.status() == 204)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 404)).hasSize(9);
        assertThat(mall.look(campaign).path("waiting").asInt()).isEqualTo(2);
    }

    @Test
    void somebody_elses_coupon_cannot_be_given_back() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var code = mall.couponOf(campaign, anna);

        assertThat(mall.giveBack(code, mall.someone()).refusal()).isEqualTo("404 COUPON_NOT_FOUND");
        assertThat(mall.giveBack(new CouponCode("0000-0000-0000-0000"), anna).refusal())
                .isEqualTo("404 COUPON_NOT_FOUND");
        assertThat(mall.giveBack(new CouponCode("SPRING"), anna).refusal())
                .isEqualTo("404 COUPON_NOT_FOUND");
        assertThat(mall.api().delete("/api/coupons/" + code).refusal())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(codeOf(campaign, anna)).isEqualTo(code);
    }

    @Test
    void claims_are_for_members_and_for_campaigns_there_are() {
        var campaign = mall.campaignOf(1);
        var unknown = new CampaignId(ids.next());
        var anna = mall.someone();

        assertThat(mall.api().post(Mall.claims(campaign)).refusal())
                .isEqualTo("401 UNAUTHENTICATED");
        assertThat(mall.claim(unknown, anna).refusal()).isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.claimOf(unknown, anna).refusal()).isEqualTo("404 CAMPAIGN_NOT_FOUND");
        assertThat(mall.claimOf(campaign, anna).refusal()).isEqualTo("404 CLAIM_NOT_FOUND");
        assertThat(mall.api().as(anna).post("/api/coupon-campaigns/spring/claims").refusal())
                .isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void a_campaign_gives_nothing_before_it_begins_or_after_it_ends() {
        var now = clock.instant();
        var created =
                mall.admin()
                        .post(
                                "/api/coupon-campaigns",
                                """
                                {"name":"A minute","discount":{"type":"AMOUNT","value":1},
                                 "quantity":5,"validFrom":"%s","validUntil":"%s"}
                                """
                                        .formatted(now.plusSeconds(60), now.plusSeconds(120)));
        var campaign = new CampaignId(UUID.fromString(created.text("id")));
        var anna = mall.someone();

        assertThat(mall.claim(campaign, anna).refusal()).isEqualTo("409 CAMPAIGN_NOT_OPEN");
        clock.advance(Duration.ofSeconds(60));
        assertThat(mall.claim(campaign, anna).status()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(60));
        assertThat(mall.claim(campaign, mall.someone()).refusal())
                .isEqualTo("409 CAMPAIGN_NOT_OPEN");
    }

    @Test
    void after_the_campaign_its_line_is_served_no_more() {
        var campaign =
                mall.campaign(1, "{\"type\":\"AMOUNT\",\"value\":1}", 0, Duration.ofMinutes(1));
        var anna = mall.someone();
        var ben = mall.someone();
        var code = mall.couponOf(campaign, anna);
        mall.claim(campaign, ben);
        clock.advance(Duration.ofMinutes(1));

        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);

        assertThat(mall.claimOf(campaign, ben).text("outcome")).isEqualTo("WAITING");
    }

    @Test
    void people_see_their_own_coupons() {
        var anna = mall.someone();
        var first =
                mall.campaign(
                        5,
                        "{\"type\":\"PERCENT\",\"value\":10,\"max\":500}",
                        2_000,
                        Duration.ofHours(1));
        var second = mall.campaignOf(5);
        var firstCode = mall.couponOf(first, anna);
        clock.advance(Duration.ofMillis(1));
        mall.couponOf(second, anna);
        mall.couponOf(second, mall.someone());

        var own = mall.api().as(anna).get("/api/coupons").body();
        var last = mall.api().as(anna).get("/api/coupons?page=1&size=1").body();

        assertThat(own.path("page").path("totalElements").asInt()).isEqualTo(2);
        assertThat(own.path("content").path(0).path("campaignId").asString())
                .isEqualTo(second.toString());
        assertThat(last.path("content").path(0).toString())
                .isEqualTo(
                        """
                        {"code":"%s","campaignId":"%s",\
                        "discount":{"type":"PERCENT","value":10,"max":500},\
                        "minimumSubtotal":2000,"used":false,"validUntil":"%s"}\
                        """
                                .formatted(
                                        firstCode,
                                        first,
                                        mall.look(first).path("validUntil").asString()));
        assertThat(mall.api().get("/api/coupons").refusal()).isEqualTo("401 UNAUTHENTICATED");
        mall.giveBack(firstCode, anna);
        assertThat(mall.api().as(anna).get("/api/coupons").body().path("content")).hasSize(1);
    }

    private Map<ClaimCoupon, ClaimOutcome> inBatches(
            List<CustomerId> people, CampaignId campaign, CampaignId other) {
        Map<ClaimCoupon, ClaimOutcome> outcomes = new HashMap<>();
        for (int from = 0; from < people.size(); from += 20) {
            var claims =
                    people.subList(from, from + 20).stream()
                            .flatMap(one ->
                                    Stream.of(
                                            new ClaimCoupon(other, one),
                                            new ClaimCoupon(campaign, one)))
                            .toList();
            var batch = handler.handle(claims);
            for (int i = 0; i < claims.size(); i++) {
                outcomes.put(claims.get(i), batch.get(i));
            }
        }
        return outcomes;
    }

    private static List<CustomerId> shuffled(List<CustomerId> people, int seed) {
        var shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private List<CustomerId> crowd(int people) {
        return Stream.generate(mall::someone).limit(people).toList();
    }

    private CouponCode codeOf(CampaignId campaign, CustomerId customer) {
        var code = mall.claimOf(campaign, customer).text("couponCode");
        return code == null ? null : new CouponCode(code);
    }

    private long positionOf(CampaignId campaign, CustomerId customer) {
        return mall.claimOf(campaign, customer).body().path("position").asLong();
    }

    private static List<Long> oneTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
