package com.winemall.coupon.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.winemall.contracts.CampaignId;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.contracts.reply.CouponRedeemed;
import com.winemall.contracts.reply.CouponRejected;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.coupon.AllAtOnce;
import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.coupon.claim.ClaimDoor;
import com.winemall.coupon.claim.ClaimOutcome;
import com.winemall.coupon.claim.Standing;
import com.winemall.starter.messaging.MessagePublisher;
import com.winemall.starter.messaging.Outgoing;
import com.winemall.test.TestClock;
import com.winemall.test.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

@CouponServiceTest
class RedemptionIT {

    private static final String PERCENT = "{\"type\":\"PERCENT\",\"value\":10,\"max\":2000}";

    private final Mall mall;
    private final CouponCommandHandler handler;
    private final ClaimDoor door;
    private final MessagePublisher publisher;
    private final MeterRegistry meters;
    private final TestClock clock;
    private final TestTopic<CouponCommand> commands = TestTopic.open(Topics.COUPON_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<CouponCommand> deadLetters =
            TestTopic.openDeadLetters(Topics.COUPON_COMMANDS, "redemption");

    private final CustomerId anna;
    private final OrderId order;

    RedemptionIT(
            Mall mall,
            CouponCommandHandler handler,
            ClaimDoor door,
            MessagePublisher publisher,
            MeterRegistry meters,
            TestClock clock) {
        this.mall = mall;
        this.handler = handler;
        this.door = door;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
        this.anna = mall.someone();
        this.order = mall.anOrder();
    }

    @AfterEach
    void what_must_always_hold_holds() {
        assertThat(deadLetters.messages()).isEmpty();
        commands.close();
        replies.close();
        deadLetters.close();
        assertThat(mall.broken()).isEmpty();
    }

    @Test
    void an_order_uses_a_coupon_and_its_owner_sees_which() {
        var campaign = mall.campaign(1, PERCENT, 10_000, Duration.ofHours(1));
        var code = mall.couponOf(campaign, anna);

        commands.send(redeem(order, anna, code, 10_009));

        assertThat(answerTo(order, "redeem"))
                .isEqualTo(new CouponRedeemed(id(order, "redeem"), order, 1_000));
        assertThat(
                        replies.records().stream()
                                .filter(record -> record.key().equals(order.toString()))
                                .map(record -> TestTopic.header(record, "ce_id")))
                .containsExactly(order + "/redeem/CouponRedeemed");
        var own = mall.api().as(anna).get("/api/coupons").body().path("content").path(0);
        assertThat(own.path("used").asBoolean()).isTrue();
        assertThat(own.path("usedByOrder").asString()).isEqualTo(order.toString());
        assertThat(mall.giveBack(code, anna).refusal()).isEqualTo("409 COUPON_IN_USE");
    }

    @Test
    void a_code_is_understood_however_the_customer_typed_it() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        var typed = new CouponCode(code.value().toLowerCase(Locale.ROOT).replace("-", ""));

        commands.send(redeem(order, anna, typed, 700));

        assertThat(answerTo(order, "redeem"))
                .isEqualTo(new CouponRedeemed(id(order, "redeem"), order, 700));
    }

    @Test
    void a_returned_coupon_is_unused_again_for_the_same_person() {
        var campaign = mall.campaignOf(1);
        var code = mall.couponOf(campaign, anna);
        var next = mall.anOrder();
        commands.send(redeem(order, anna, code, 5_000));
        answerTo(order, "redeem");

        commands.send(giveBack(order, code));

        assertThat(answerTo(order, "return"))
                .isEqualTo(new CouponReturned(id(order, "return"), order));
        assertThat(mall.claimOf(campaign, anna).text("couponCode")).isEqualTo(code.value());
        commands.send(redeem(next, anna, code, 5_000));
        assertThat(answerTo(next, "redeem"))
                .isEqualTo(new CouponRedeemed(id(next, "redeem"), next, 1_000));
    }

    @Test
    void commands_delivered_twice_are_answered_as_before() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        var redeem = redeem(order, anna, code, 5_000);
        commands.send(redeem);
        commands.send(redeem);
        answersTo(order, "redeem", 2);
        commands.send(giveBack(order, code));
        commands.send(giveBack(order, code));

        var returned = answersTo(order, "return", 2);

        assertThat(answersTo(order, "redeem", 2))
                .containsOnly(new CouponRedeemed(id(order, "redeem"), order, 1_000));
        assertThat(returned).containsOnly(new CouponReturned(id(order, "return"), order));
        assertThat(
                        replies.records().stream()
                                .filter(record -> record.key().equals(order.toString()))
                                .map(record -> TestTopic.header(record, "ce_id"))
                                .distinct())
                .containsExactly(
                        order + "/redeem/CouponRedeemed", order + "/return/CouponReturned");
    }

    @Test
    void an_undo_may_come_before_its_do_and_the_late_do_is_refused() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        commands.send(giveBack(order, code));
        commands.send(redeem(order, anna, code, 5_000));

        assertThat(answerTo(order, "return"))
                .isEqualTo(new CouponReturned(id(order, "return"), order));
        assertThat(answerTo(order, "redeem")).isEqualTo(rejected(order, CouponProblem.EXPIRED));
        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);
    }

    @Test
    void a_redemption_redelivered_after_its_return_does_not_take_the_coupon_again() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        commands.send(redeem(order, anna, code, 5_000));
        commands.send(giveBack(order, code));
        answerTo(order, "return");
        commands.send(redeem(order, anna, code, 5_000));

        assertThat(answersTo(order, "redeem", 2))
                .containsExactly(
                        new CouponRedeemed(id(order, "redeem"), order, 1_000),
                        rejected(order, CouponProblem.EXPIRED));
        assertThat(mall.giveBack(code, anna).status()).isEqualTo(204);
    }

    @Test
    void of_two_orders_with_one_coupon_one_has_it() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        var other = mall.anOrder();

        publisher.sendAndAwait(
                Stream.of(redeem(order, anna, code, 5_000), redeem(other, anna, code, 5_000))
                        .map(RedemptionIT::outgoing)
                        .toList());

        var answers = List.of(answerTo(order, "redeem"), answerTo(other, "redeem"));
        assertThat(answers).filteredOn(CouponRedeemed.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(CouponRejected.class::isInstance)
                .extracting(answer -> ((CouponRejected) answer).problem())
                .containsExactly(CouponProblem.USED);
    }

    @Test
    void every_refusal_says_why_and_is_repeated() {
        var campaign = mall.campaign(10, PERCENT, 10_000, Duration.ofMinutes(1));
        var code = mall.couponOf(campaign, anna);
        var used = mall.couponOf(campaign, mall.someone());
        var bens = mall.someone();
        var givenBack = mall.couponOf(campaign, bens);
        mall.giveBack(givenBack, bens);
        commands.send(redeem(order, anna, code, 9_999));
        assertThat(answerTo(order, "redeem"))
                .isEqualTo(rejected(order, CouponProblem.BELOW_MINIMUM));

        assertThat(refusalOf(anna, used)).isEqualTo(CouponProblem.NOT_YOURS);
        assertThat(refusalOf(bens, givenBack)).isEqualTo(CouponProblem.UNKNOWN);
        assertThat(refusalOf(anna, new CouponCode("ZZZZ-ZZZZ-ZZZZ-ZZZZ")))
                .isEqualTo(CouponProblem.UNKNOWN);
        assertThat(refusalOf(anna, new CouponCode("a\u0000' or 1=1 --")))
                .isEqualTo(CouponProblem.UNKNOWN);
        var holder = mall.anOrder();
        commands.send(redeem(holder, anna, code, 10_000));
        answerTo(holder, "redeem");
        assertThat(refusalOf(anna, code)).isEqualTo(CouponProblem.USED);
        clock.advance(Duration.ofMinutes(1));
        commands.send(giveBack(holder, code));
        answerTo(holder, "return");
        assertThat(refusalOf(anna, code)).isEqualTo(CouponProblem.EXPIRED);
        commands.send(redeem(order, anna, code, 10_000));
        assertThat(answersTo(order, "redeem", 2))
                .containsOnly(rejected(order, CouponProblem.BELOW_MINIMUM));
    }

    @Test
    void who_guesses_in_a_loop_learns_no_more_which_codes_there_are() {
        var bens = mall.couponOf(mall.campaignOf(1), mall.someone());
        var annas = mall.couponOf(mall.campaignOf(1), anna);
        var guesses =
                IntStream.range(0, 5)
                        .mapToObj(_ -> redeem(mall.anOrder(), anna, bens, 5_000))
                        .toList();
        handler.handle(guesses);
        handler.handle(guesses);
        for (int i = 0; i < 4; i++) {
            assertThat(refusalOf(anna, new CouponCode("GUESS"))).isEqualTo(CouponProblem.UNKNOWN);
        }

        assertThat(refusalOf(anna, bens)).isEqualTo(CouponProblem.NOT_YOURS);
        assertThat(refusalOf(anna, bens)).isEqualTo(CouponProblem.UNKNOWN);

        assertThat(mall.giveBack(annas, anna).refusal()).isEqualTo("429 TOO_MANY_REQUESTS");
        commands.send(redeem(order, anna, annas, 5_000));
        assertThat(answerTo(order, "redeem"))
                .isEqualTo(new CouponRedeemed(id(order, "redeem"), order, 1_000));
        assertThat(refusalOf(mall.someone(), bens)).isEqualTo(CouponProblem.NOT_YOURS);
        clock.advance(Duration.ofMinutes(10));
        assertThat(refusalOf(anna, bens)).isEqualTo(CouponProblem.NOT_YOURS);
    }

    @Test
    void a_burst_of_two_hundred_orders_is_a_few_transactions_of_three_statements() {
        var campaign = mall.campaignOf(200);
        var burst = ordersWithCoupons(campaign, 200);
        long pollsBefore = polls();
        double replaysBefore = replays();
        var statements = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        log.setLevel(Level.DEBUG);
        log.addAppender(statements);
        statements.start();

        publisher.sendAndAwait(burst.stream().map(RedemptionIT::outgoing).toList());
        var redeemed = replies.await(200, reply -> answers(reply, burst));

        log.detachAppender(statements);
        log.setLevel(null);
        long polls = polls() - pollsBefore;
        assertThat(redeemed).allMatch(CouponRedeemed.class::isInstance);
        assertThat(polls).isBetween(1L, 8L);
        assertThat(
                        new ArrayList<>(statements.list)
                                .stream()
                                        .filter(event ->
                                                event.getThreadName().startsWith("redemption."))
                                        .map(ILoggingEvent::getFormattedMessage)
                                        .filter(line ->
                                                line.startsWith(
                                                        "Executing prepared SQL statement")))
                .hasSize(Math.toIntExact(3 * polls));
        assertThat(replays()).isEqualTo(replaysBefore);
    }

    @Test
    void several_instances_let_one_order_have_a_coupon() {
        var campaign = mall.campaignOf(20);
        var coupons = ordersWithCoupons(campaign, 20);
        // Each instance has orders of its own for the same coupons, in an order of its own.
        var answers =
                AllAtOnce.run(6, instance -> handler.handle(othersWith(coupons, instance))).stream()
                        .flatMap(List::stream)
                        .toList();

        assertThat(answers).filteredOn(CouponRedeemed.class::isInstance).hasSize(20);
        assertThat(answers).filteredOn(CouponRejected.class::isInstance).hasSize(100);
    }

    @Test
    void an_order_that_ends_while_another_instance_redeems_for_it_keeps_no_coupon() {
        var campaign = mall.campaignOf(40);
        var orders = ordersWithCoupons(campaign, 40);

        AllAtOnce.run(
                2 * orders.size(),
                i -> i % 2 == 0 ? redeemed(orders.get(i / 2)) : returned(orders.get(i / 2)));

        assertThat(orders).allMatch(command -> givenBack(command).equals(204));
    }

    @Test
    void a_coupon_is_either_given_back_or_used() {
        var campaign = mall.campaignOf(40);
        var orders = ordersWithCoupons(campaign, 40);

        var results =
                AllAtOnce.run(
                        2 * orders.size(),
                        i ->
                                i % 2 == 0
                                        ? redeemed(orders.get(i / 2))
                                        : givenBack(orders.get(i / 2)));

        for (int i = 0; i < results.size(); i += 2) {
            if (results.get(i) instanceof CouponRedeemed) {
                assertThat(results.get(i + 1)).isEqualTo(409);
            } else {
                assertThat(((CouponRejected) results.get(i)).problem())
                        .isEqualTo(CouponProblem.UNKNOWN);
                assertThat(results.get(i + 1)).isEqualTo(204);
            }
        }
    }

    @Test
    void an_order_that_lets_go_and_one_that_takes_may_be_in_one_poll() {
        var code = mall.couponOf(mall.campaignOf(1), anna);
        var next = mall.anOrder();
        handler.handle(List.of(redeem(order, anna, code, 5_000)));

        var answers =
                handler.handle(List.of(giveBack(order, code), redeem(next, anna, code, 5_000)));

        assertThat(answers)
                .containsExactly(
                        new CouponReturned(id(order, "return"), order),
                        new CouponRedeemed(id(next, "redeem"), next, 1_000));
    }

    @Test
    void the_audit_lists_the_orders_that_have_a_coupon_a_page_at_a_time() {
        var campaign = mall.campaignOf(5);
        var orders = ordersWithCoupons(campaign, 5);
        handler.handle(orders);
        handler.handle(
                List.of(giveBack(orders.getFirst().orderId(), orders.getFirst().couponCode())));
        var before = orders.getFirst().orderId();
        var live = orders.subList(1, 5);

        var first = mall.admin().get("/audit/live-redemptions?limit=3&after=" + before).body();
        var rest =
                mall.admin().get("/audit/live-redemptions?after=" + live.get(2).orderId()).body();

        assertThat(first.toString())
                .isEqualTo(
                        live.subList(0, 3).stream()
                                .map(command ->
                                        """
                                        {"orderId":"%s","couponCode":"%s","since":"%s"}\
                                        """
                                                .formatted(
                                                        command.orderId(),
                                                        command.couponCode(),
                                                        clock.instant()))
                                .toList()
                                .toString()
                                .replace(", ", ","));
        assertThat(rest).hasSize(1);
        assertThat(mall.admin().get("/audit/live-redemptions?limit=5001").wrongFields())
                .containsExactly("limit");
        assertThat(mall.api().as(anna).get("/audit/live-redemptions").refusal())
                .isEqualTo("403 FORBIDDEN");
    }

    private List<RedeemCoupon> ordersWithCoupons(CampaignId campaign, int count) {
        var people = Stream.generate(mall::someone).limit(count).toList();
        var codes = AllAtOnce.run(people, one -> couponOf(campaign, one));
        return IntStream.range(0, count)
                .mapToObj(i -> redeem(mall.anOrder(), people.get(i), codes.get(i), 5_000))
                .toList();
    }

    private CouponCode couponOf(CampaignId campaign, CustomerId customer) {
        return door.claim(campaign, customer)
                        instanceof ClaimOutcome.Accepted(Standing.Assigned(var code))
                ? code.readable()
                : fail("no coupon");
    }

    private List<RedeemCoupon> othersWith(List<RedeemCoupon> coupons, int seed) {
        var others =
                new ArrayList<>(
                        coupons.stream()
                                .map(command ->
                                        redeem(
                                                mall.anOrder(),
                                                command.customerId(),
                                                command.couponCode(),
                                                command.subtotal()))
                                .toList());
        Collections.shuffle(others, new Random(seed));
        return others;
    }

    private Object redeemed(RedeemCoupon command) {
        return handler.handle(List.of(command)).getFirst();
    }

    private Object returned(RedeemCoupon command) {
        return handler.handle(List.of(giveBack(command.orderId(), command.couponCode())));
    }

    private Object givenBack(RedeemCoupon command) {
        return mall.giveBack(command.couponCode(), command.customerId()).status();
    }

    private CouponProblem refusalOf(CustomerId customer, CouponCode code) {
        var someOrder = mall.anOrder();
        commands.send(redeem(someOrder, customer, code, 10_000));
        return ((CouponRejected) answerTo(someOrder, "redeem")).problem();
    }

    private SagaReply answerTo(OrderId orderId, String command) {
        return answersTo(orderId, command, 1).getFirst();
    }

    private List<SagaReply> answersTo(OrderId orderId, String command, int count) {
        return replies.await(count, reply -> reply.commandId().equals(id(orderId, command)));
    }

    private static boolean answers(SagaReply reply, List<RedeemCoupon> orders) {
        return new HashSet<>(orders.stream().map(RedeemCoupon::orderId).toList())
                .contains(reply.orderId());
    }

    private double replays() {
        return meters.counter(
                        "winemall.poll.replays",
                        "topic",
                        "coupon.commands",
                        "consumer",
                        "redemption")
                .count();
    }

    private long polls() {
        return meters.summary(
                        "winemall.poll.records",
                        "topic",
                        "coupon.commands",
                        "consumer",
                        "redemption")
                .count();
    }

    private static Outgoing outgoing(CouponCommand command) {
        return Outgoing.to(Topics.COUPON_COMMANDS, command.commandId().value(), command);
    }

    private static RedeemCoupon redeem(
            OrderId order, CustomerId customer, CouponCode code, long subtotal) {
        return new RedeemCoupon(id(order, "redeem"), order, customer, code, subtotal);
    }

    private static ReturnCoupon giveBack(OrderId order, CouponCode code) {
        return new ReturnCoupon(id(order, "return"), order, code);
    }

    private static CouponRejected rejected(OrderId order, CouponProblem problem) {
        return new CouponRejected(id(order, "redeem"), order, problem);
    }

    private static CommandId id(OrderId order, String command) {
        return new CommandId(order + "/" + command);
    }
}
