package com.winemall.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.coupon.RedeemCoupon;
import com.winemall.contracts.reply.CouponReturned;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class PollConsumerIT {

    private final TestService.Notes notes;
    private final JdbcClient jdbc;
    private final TestTopic<CouponCommand> commands = TestTopic.open(Topics.COUPON_COMMANDS);
    private final TestTopic<SagaReply> replies = TestTopic.open(Topics.ORCHESTRATOR_REPLIES);
    private final TestTopic<CouponCommand> deadLetters =
            TestTopic.openDeadLetters(Topics.COUPON_COMMANDS, "notes");

    PollConsumerIT(TestService.Notes notes, JdbcClient jdbc) {
        this.notes = notes;
        this.jdbc = jdbc;
    }

    @AfterEach
    void close() {
        notes.troubles.clear();
        commands.close();
        replies.close();
        deadLetters.close();
    }

    @Test
    void a_command_is_done_and_answered_with_cloudevents_attributes_and_its_trace() {
        var command = redeem(anOrder());
        var traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        commands.sendRaw(
                command.key(),
                """
                {"commandId":"%s","orderId":"%s","customerId":"%s","couponCode":"C","subtotal":1,
                 "aFieldOfALaterVersion":[1]}
                """
                        .formatted(command.commandId(), command.orderId(), command.customerId())
                        .getBytes(UTF_8),
                Map.of(
                        "ce_id",
                        command.commandId().value(),
                        "ce_type",
                        "RedeemCoupon",
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "traceparent",
                        traceparent));

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        var answer =
                replies.records().stream()
                        .filter(record -> record.key().equals(command.key()))
                        .findFirst()
                        .orElseThrow();
        assertThat(TestTopic.header(answer, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestTopic.header(answer, "ce_type")).isEqualTo("CouponReturned");
        assertThat(TestTopic.header(answer, "ce_source")).isEqualTo("/test-service");
        assertThat(TestTopic.header(answer, "ce_subject")).isEqualTo(command.key());
        assertThat(TestTopic.header(answer, "ce_id")).isEqualTo(command.commandId() + "/returned");
        assertThat(TestTopic.header(answer, "traceparent")).isEqualTo(traceparent);
        assertThat(effectsOf(command.orderId())).isEqualTo(1);
    }

    @Test
    void a_sampled_trace_goes_on_in_the_answer_as_a_span_of_its_own() {
        var command = redeem(anOrder());
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var span = "00f067aa0ba902b7";

        commands.sendRaw(
                command.key(),
                JsonMapper.builder().build().writeValueAsBytes(command),
                Map.of(
                        "ce_id",
                        command.commandId().value(),
                        "ce_type",
                        "RedeemCoupon",
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "traceparent",
                        "00-" + trace + "-" + span + "-01"));

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        var answer =
                replies.records().stream()
                        .filter(record -> record.key().equals(command.key()))
                        .findFirst()
                        .orElseThrow();
        assertThat(TestTopic.header(answer, "traceparent"))
                .matches("00-" + trace + "-[0-9a-f]{16}-01")
                .doesNotContain(span);
    }

    @Test
    void a_command_delivered_twice_is_done_once_and_answered_twice() {
        var command = redeem(anOrder());

        commands.send(command.commandId().value(), command);
        commands.send(command.commandId().value(), command);

        var answers = replies.await(2, reply -> reply.orderId().equals(command.orderId()));
        assertThat(answers)
                .containsOnly(new CouponReturned(command.commandId(), command.orderId()));
        assertThat(effectsOf(command.orderId())).isEqualTo(1);
    }

    @Test
    void a_broken_invariant_goes_to_the_dead_letters_at_once_and_the_others_go_on() {
        var good = Stream.generate(() -> redeem(anOrder())).limit(20).toList();
        var bad = redeem(anOrder());
        var strikes = new AtomicInteger();
        notes.troubles.put(
                bad.orderId(),
                () -> {
                    strikes.incrementAndGet();
                    throw new IllegalStateException("this order cannot be");
                });

        good.subList(0, 10).forEach(commands::send);
        commands.send("the-bad-one", bad);
        good.subList(10, 20).forEach(commands::send);

        deadLetters.await(letter -> letter.orderId().equals(bad.orderId()));
        replies.await(20, reply -> orders(good).contains(reply.orderId()));
        var letter = deadLetters.records().getFirst();
        assertThat(TestTopic.header(letter, "ce_id")).isEqualTo("the-bad-one");
        assertThat(TestTopic.header(letter, "dlt_reason")).isEqualTo("this order cannot be");
        assertThat(TestTopic.header(letter, "dlt_topic")).isEqualTo("coupon.commands");
        assertThat(letter.key()).isEqualTo(bad.key());
        assertThat(strikes.get()).as("once in the poll, once alone").isLessThanOrEqualTo(2);
    }

    @Test
    void a_record_that_may_work_later_is_tried_again_before_it_is_given_up() {
        var command = redeem(anOrder());
        var strikes = new AtomicInteger();
        notes.troubles.put(
                command.orderId(),
                () -> {
                    if (strikes.incrementAndGet() < 4) {
                        throw new NotYet();
                    }
                });

        commands.send(command);

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        assertThat(deadLetters.messages()).isEmpty();
        assertThat(effectsOf(command.orderId())).isEqualTo(1);
    }

    @Test
    void malformed_and_unknown_records_are_set_apart_and_the_next_one_is_handled_within_a_second() {
        var good = redeem(anOrder());
        var headers = Map.of("ce_id", "1", "ce_type", "RedeemCoupon", "ce_time", "now");

        commands.sendRaw(good.key(), "{not json".getBytes(UTF_8), headers);
        commands.sendRaw(good.key(), "{}".getBytes(UTF_8), Map.of());
        commands.sendRaw(
                good.key(),
                "{}".getBytes(UTF_8),
                Map.of("ce_id", "2", "ce_type", "MakeCoffee", "ce_time", "2026-01-01T00:00:00Z"));
        long sent = System.nanoTime();
        commands.send(good);

        replies.await(reply -> reply.orderId().equals(good.orderId()));
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(1));
        await().pollInSameThread().until(() -> deadLetters.records().size() >= 3);
        assertThat(deadLetters.records())
                .extracting(letter -> TestTopic.header(letter, "dlt_reason"))
                .anyMatch(reason -> reason.contains("not a RedeemCoupon"))
                .anyMatch(reason -> reason.contains("no header ce_type"))
                .anyMatch(reason -> reason.contains("no messages of type MakeCoffee"));
    }

    @Test
    void an_outage_gives_up_nothing_however_long_it_lasts() {
        var command = redeem(anOrder());
        var strikes = new AtomicInteger();
        notes.troubles.put(
                command.orderId(),
                () -> {
                    if (strikes.incrementAndGet() < 6) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                });

        commands.send(command);

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        assertThat(strikes.get()).isEqualTo(6);
        assertThat(deadLetters.messages()).isEmpty();
    }

    @Test
    void an_outage_however_long_leaves_one_letter_of_each_record_nobody_can_handle() {
        var first = redeem(anOrder());
        var command = redeem(anOrder());
        var held = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        notes.troubles.put(first.orderId(), () -> hold(held, goOn));
        var strikes = new AtomicInteger();
        notes.troubles.put(
                command.orderId(),
                () -> {
                    if (strikes.incrementAndGet() < 4) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                });

        // While the consumer is held, what comes on one partition becomes one poll, after one
        // record it may have fetched before.
        commands.send(first);
        await().until(() -> held.getCount() == 0);
        commands.sendRaw(command.key(), "fetched".getBytes(UTF_8), Map.of());
        commands.sendRaw(command.key(), "malformed".getBytes(UTF_8), Map.of());
        commands.send(command);
        goOn.countDown();

        replies.await(reply -> reply.orderId().equals(command.orderId()));
        commands.sendRaw(command.key(), "the end".getBytes(UTF_8), Map.of());
        await().pollInSameThread().until(() -> letters().contains("the end"));
        assertThat(letters()).containsExactly("fetched", "malformed", "the end");
    }

    private List<String> letters() {
        return deadLetters.records().stream()
                .map(letter -> new String(letter.value(), UTF_8))
                .toList();
    }

    private static void hold(CountDownLatch held, CountDownLatch goOn) {
        held.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_burst_shares_transactions() {
        var burst = Stream.generate(() -> redeem(anOrder())).limit(300).toList();
        notes.pollSizes.clear();

        burst.parallelStream().forEach(command -> commands.send(command));

        replies.await(300, reply -> orders(burst).contains(reply.orderId()));
        assertThat(notes.pollSizes.size()).isLessThan(300);
        assertThat(notes.pollSizes).anyMatch(size -> size > 1);
    }

    private int effectsOf(OrderId order) {
        return jdbc.sql("select count(*) from effect where order_id = :id")
                .param("id", order.value())
                .query(Integer.class)
                .single();
    }

    private static List<OrderId> orders(List<RedeemCoupon> commands) {
        return commands.stream().map(RedeemCoupon::orderId).toList();
    }

    private static OrderId anOrder() {
        return new OrderId(UUID.randomUUID());
    }

    private static RedeemCoupon redeem(OrderId order) {
        return new RedeemCoupon(
                new CommandId(order + "/redeem"),
                order,
                new CustomerId(UUID.randomUUID()),
                new CouponCode("CODE"),
                1000);
    }

    /// A failure another try may heal.
    private static final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
