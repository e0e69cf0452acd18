package com.winemall.coupon.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
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
import com.winemall.coupon.code.Code;
import com.winemall.starter.FreshIds;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.jdbc.core.simple.JdbcClient;

@CouponServiceTest
class ClaimIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mall mall;
    private final ClaimDoor door;
    private final JdbcClient jdbc;
    private final StringRedisTemplate redis;
    private final TestClock clock;
    private final FreshIds ids;
    private final TestTopic<CouponEvent> events = TestTopic.open(Topics.COUPON_EVENTS);

    ClaimIT(
            Mall mall,
            ClaimDoor door,
            JdbcClient jdbc,
            StringRedisTemplate redis,
            TestClock clock,
            FreshIds ids) {
        this.mall = mall;
        this.door = door;
        this.jdbc = jdbc;
        this.redis = redis;
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
                                campaign, anna, 3, code, "Spring", false, until, clock.instant()),
                        new CouponQueued(campaign, ben, 4, 1, clock.instant()),
                        new CouponAssigned(
                                campaign,
                                ben,
                                5,
                                codeOf(campaign, ben),
                                "Spring",
                                true,
                                until,
                                clock.instant()));
        assertThat(
                        events.records().stream()
                                .filter(record -> record.key().equals(anna.toString()))
                                .map(record -> TestTopic.header(record, "ce_id")))
                .containsExactly(campaign + "/" + anna + "/3");
    }

    @Test
    void three_thousand_people_who_claim_twice_are_served_in_the_order_in_which_they_came() {
        var campaign = mall.campaignOf(500);
        var people = crowd(3_000);
        var twice = Stream.concat(people.stream(), people.stream()).toList();

        var outcomes = AllAtOnce.run(twice, one -> door.claim(campaign, one));

        var accepted = standings(outcomes, ClaimOutcome.Accepted.class);
        var repeated = standings(outcomes, ClaimOutcome.Repeated.class);
        assertThat(accepted).hasSize(3_000);
        assertThat(repeated).hasSize(3_000);
        assertThat(accepted.stream().filter(Standing.Assigned.class::isInstance).distinct())
                .hasSize(500);
        assertThat(positions(accepted)).containsExactlyInAnyOrderElementsOf(oneTo(2_500));
        assertThat(counts(campaign)).isEqualTo(List.of(500L, 0L, 2_500L));
        assertThat(mall.api().get(Mall.path(campaign) + "/statistics").body().path("totals"))
                .hasToString(
                        """
                        {"admitted":500,"duplicates":3000,"requests":6000,"waiting":2500}\
                        """);
        var line = lineByTicket(campaign);
        assertThat(positions(line.stream().map(one -> look(campaign, one)).toList()))
                .containsExactlyElementsOf(oneTo(2_500));
        var had = codes(campaign);
        assertThat(had.values()).doesNotHaveDuplicates().hasSize(500);
        for (int i = 0; i < twice.size(); i++) {
            if (outcomes.get(i) instanceof ClaimOutcome.Repeated(var standing)) {
                assertThat(look(campaign, twice.get(i))).isEqualTo(standing);
            }
        }

        assertThat(mall.issue(campaign, 200).status()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> counts(campaign), List.of(700L, 0L, 2_300L)::equals);
        var givingBack = List.copyOf(had.keySet()).subList(0, 100);
        var given =
                AllAtOnce.run(
                        givingBack, one -> mall.giveBack(had.get(one).readable(), one).status());

        assertThat(given).containsOnly(204);
        await().atMost(PATIENCE).until(() -> counts(campaign), List.of(700L, 0L, 2_200L)::equals);
        var has = codes(campaign);
        assertThat(lineByTicket(campaign)).isEqualTo(line.subList(300, 2_500));
        assertThat(line.subList(0, 300)).allMatch(has::containsKey);
        assertThat(has).doesNotContainKeys(givingBack.toArray(CustomerId[]::new));
        assertThat(line.subList(0, 300).stream().map(has::get))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(had.values());
        assertThat(positions(List.of(look(campaign, line.get(300))))).containsExactly(1L);
        assertThat(
                        events.await(3_300, event -> event.campaignId().equals(campaign)).stream()
                                .filter(CouponAssigned.class::isInstance)
                                .map(CouponAssigned.class::cast)
                                .filter(CouponAssigned::fromLine)
                                .collect(
                                        Collectors.toMap(
                                                CouponAssigned::customerId,
                                                CouponAssigned::couponCode)))
                .isEqualTo(
                        line.subList(0, 300).stream()
                                .collect(
                                        Collectors.toMap(
                                                one -> one, one -> has.get(one).readable())));
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
    void crowds_in_orders_of_their_own_are_given_no_more_than_there_is_and_no_place_twice() {
        var campaign = mall.campaignOf(100);
        var other = mall.campaignOf(100);
        var people = crowd(300);

        var accepted =
                AllAtOnce.run(4, crowd -> claimAll(shuffled(people, crowd), campaign, other))
                        .stream()
                        .flatMap(List::stream)
                        .toList();

        assertThat(accepted).hasSize(600);
        assertThat(accepted.stream().filter(Standing.Assigned.class::isInstance).distinct())
                .hasSize(200);
        assertThat(positions(accepted))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(oneTo(200).stream(), oneTo(200).stream()).toList());
    }

    @Test
    void a_claim_whose_instance_died_before_it_was_written_is_written_by_another() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var ben = mall.someone();
        await().until(() -> decidedByADeadInstance(campaign, anna).equals("ADMITTED"));
        assertThat(decidedByADeadInstance(campaign, ben)).isEqualTo("JOINED");

        await().atMost(PATIENCE)
                .until(() -> {
                    // The keeper looks after all pools when time goes on.
                    clock.advance(Duration.ofSeconds(1));
                    return isWritten(campaign, anna) && isWritten(campaign, ben);
                });
        assertThat(mall.claim(campaign, anna).status()).isEqualTo(200);
        assertThat(mall.claim(campaign, ben).status()).isEqualTo(200);

        assertThat(codes(campaign)).containsOnlyKeys(anna);
        assertThat(positionOf(campaign, ben)).isEqualTo(1);
        assertThat(events.await(2, event -> event.campaignId().equals(campaign)))
                .extracting(CouponEvent::customerId)
                .containsExactlyInAnyOrder(anna, ben);
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

        await().until(() -> codeOf(campaign, ben) != null);
        assertThat(codeOf(campaign, ben)).isNotEqualTo(code);
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
        await().until(() -> mall.look(campaign).path("waiting").asInt() == 2);
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
    void who_guesses_codes_in_a_loop_is_sent_away_until_the_time_is_over() {
        var campaign = mall.campaignOf(1);
        var anna = mall.someone();
        var code = mall.couponOf(campaign, anna);
        var guess = new CouponCode("0000-0000-0000-0000");

        for (int i = 0; i < 10; i++) {
            assertThat(mall.giveBack(guess, anna).refusal()).isEqualTo("404 COUPON_NOT_FOUND");
        }

        var refused = mall.giveBack(guess, anna);
        assertThat(refused.refusal()).isEqualTo("429 TOO_MANY_REQUESTS");
        assertThat(refused.retryAfter()).contains("600");
        assertThat(mall.giveBack(code, anna).refusal()).isEqualTo("429 TOO_MANY_REQUESTS");
        assertThat(mall.giveBack(guess, mall.someone()).refusal())
                .isEqualTo("404 COUPON_NOT_FOUND");
        clock.advance(Duration.ofMinutes(10));
        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);
    }

    @Test
    void many_accounts_behind_one_address_guess_no_longer_than_one() {
        var there = mall.api().with("X-Forwarded-For", "198.51.100.7");
        var elsewhere = mall.api().with("X-Forwarded-For", "198.51.100.8");
        for (int i = 0; i < 100; i++) {
            assertThat(there.as(mall.someone()).delete("/api/coupons/GUESS").status())
                    .isEqualTo(404);
        }

        assertThat(there.as(mall.someone()).delete("/api/coupons/GUESS").status()).isEqualTo(429);
        assertThat(elsewhere.as(mall.someone()).delete("/api/coupons/GUESS").status())
                .isEqualTo(404);
    }

    @Test
    void a_campaign_gives_nothing_before_it_begins_by_the_clock_of_redis() {
        var begins = Instant.now().plusSeconds(1);
        var created =
                mall.admin()
                        .post(
                                "/api/coupon-campaigns",
                                """
                                {"name":"Soon","discount":{"type":"AMOUNT","value":1},
                                 "quantity":5,"validFrom":"%s","validUntil":"%s"}
                                """
                                        .formatted(begins, clock.instant().plusSeconds(600)));
        var campaign = new CampaignId(UUID.fromString(created.text("id")));
        var anna = mall.someone();

        assertThat(mall.claim(campaign, anna).refusal()).isEqualTo("409 CAMPAIGN_NOT_OPEN");
        await().until(() -> mall.claim(campaign, anna).status() == 201);
        assertThat(Instant.now()).isAfter(begins);
    }

    @Test
    void after_the_campaign_nobody_gets_anything_and_nobody_stands_in_line() {
        var campaign =
                mall.campaign(1, "{\"type\":\"AMOUNT\",\"value\":1}", 0, Duration.ofMinutes(1));
        var anna = mall.someone();
        var ben = mall.someone();
        var code = mall.couponOf(campaign, anna);
        mall.claim(campaign, ben);
        clock.advance(Duration.ofMinutes(1));

        await().atMost(PATIENCE)
                .until(() -> mall.claimOf(campaign, ben).refusal(), "404 CLAIM_NOT_FOUND"::equals);
        assertThat(mall.claim(campaign, mall.someone()).refusal())
                .isEqualTo("409 CAMPAIGN_NOT_OPEN");
        assertThat(mall.claim(campaign, anna).refusal()).isEqualTo("409 CAMPAIGN_NOT_OPEN");
        assertThat(codeOf(campaign, anna)).isEqualTo(code);
        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);
        assertThat(codes(campaign)).isEmpty();
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

    /// As a claim that was decided in Redis by an instance that then died.
    private String decidedByADeadInstance(CampaignId campaign, CustomerId customer) {
        var keys =
                Stream.of("pool", "people", "line", "entries", "ended", "room", "seconds")
                        .map(part -> "first-come:{%s}:%s".formatted(campaign, part))
                        .toList();
        var answer =
                redis.execute(
                        RedisScript.of(script("pool") + script("enter"), List.class),
                        keys,
                        customer.toString(),
                        ids.next().toString(),
                        "",
                        "1",
                        "",
                        "ticket",
                        "a dead instance");
        return answer.getFirst().toString();
    }

    private static String script(String name) {
        try {
            return new ClassPathResource("com/winemall/firstcome/lua/" + name + ".lua")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Standing> claimAll(
            List<CustomerId> people, CampaignId campaign, CampaignId other) {
        return standings(
                people.stream()
                        .flatMap(
                                one -> Stream.of(door.claim(other, one), door.claim(campaign, one)))
                        .toList(),
                ClaimOutcome.Accepted.class);
    }

    private static List<Standing> standings(
            List<ClaimOutcome> outcomes, Class<? extends ClaimOutcome> kind) {
        List<Standing> standings = new ArrayList<>();
        for (var outcome : outcomes) {
            switch (outcome) {
                case ClaimOutcome.Accepted(var standing) when kind == ClaimOutcome.Accepted.class ->
                        standings.add(standing);
                case ClaimOutcome.Repeated(var standing) when kind == ClaimOutcome.Repeated.class ->
                        standings.add(standing);
                case ClaimOutcome.Accepted _, ClaimOutcome.Repeated _ -> {}
                case ClaimOutcome.NotOpen _,
                        ClaimOutcome.NotNow _,
                        ClaimOutcome.UnknownCampaign _ ->
                        fail("nobody should be told " + outcome);
            }
        }
        return standings;
    }

    private static List<Long> positions(List<Standing> standings) {
        return standings.stream()
                .filter(Standing.Waiting.class::isInstance)
                .map(standing -> ((Standing.Waiting) standing).position())
                .toList();
    }

    private boolean isWritten(CampaignId campaign, CustomerId customer) {
        return door.look(campaign, customer).orElse(null) instanceof ClaimOutcome.Repeated;
    }

    private Standing look(CampaignId campaign, CustomerId customer) {
        return standings(
                        List.of(door.look(campaign, customer).orElseThrow()),
                        ClaimOutcome.Repeated.class)
                .getFirst();
    }

    /// Quantity, remaining and waiting.
    private List<Long> counts(CampaignId campaign) {
        var seen = mall.look(campaign);
        return Stream.of("quantity", "remaining", "waiting")
                .map(field -> seen.path(field).asLong())
                .toList();
    }

    private List<CustomerId> lineByTicket(CampaignId campaign) {
        return jdbc.sql(
                        """
                        select person
                        from place
                        where pool_id = :campaign and state = 'WAITING'
                        order by ticket
                        """)
                .param("campaign", campaign.value())
                .query((row, _) -> new CustomerId(row.getObject("person", UUID.class)))
                .list();
    }

    /// The coupons people have.
    private Map<CustomerId, Code> codes(CampaignId campaign) {
        Map<CustomerId, Code> codes = new HashMap<>();
        jdbc.sql(
                        """
                        select customer_id, code
                        from coupon
                        where campaign_id = :campaign and state = 'ASSIGNED'
                        """)
                .param("campaign", campaign.value())
                .query(row -> {
                    codes.put(
                            new CustomerId(row.getObject("customer_id", UUID.class)),
                            new Code(row.getString("code")));
                });
        return codes;
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
