package com.winemall.order.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.EventId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.product.AllotStock;
import com.winemall.contracts.reply.AllotmentRejected;
import com.winemall.contracts.reply.AllotmentReturned;
import com.winemall.contracts.reply.StockAllotted;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SaleEventTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventTimes TIMES =
            new EventTimes(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(1));
    private static final EventPlan PLAN =
            new EventPlan(
                    "Noon",
                    new ProductId(new UUID(0, 7)),
                    10,
                    9_000L,
                    NOON,
                    NOON.plus(Duration.ofHours(1)),
                    1,
                    false,
                    null);

    private final SaleEvent planned =
            SaleEvent.scheduled(
                    new EventId(new UUID(0, 1)), PLAN, TIMES, NOON.minus(Duration.ofDays(1)));

    @Test
    void it_asks_for_its_units_a_little_before_its_door_opens() {
        var asking = planned.allotting(TIMES, before(5));

        assertThat(planned.dueAt()).isEqualTo(before(5));
        assertThat(asking.allotStock())
                .isEqualTo(
                        new AllotStock(
                                asking.allotStock().commandId(),
                                planned.id(),
                                PLAN.productId(),
                                10,
                                9_000L));
        assertThat(asking.allotted(9_000).opensAt()).isEqualTo(NOON);
    }

    @Test
    void a_question_asked_again_is_the_same_and_the_next_one_is_another() {
        var first = planned.allotting(TIMES, before(5));
        var again = first.lookingAgain(TIMES.answerPatience(), NOON);
        var next = first.notAllotted(4, TIMES, NOON).allotting(TIMES, after(30));

        assertThat(again.allotStock()).isEqualTo(first.allotStock());
        assertThat(next.allotStock().commandId()).isNotEqualTo(first.allotStock().commandId());
        assertThat(next.awaits(rejected(first))).isFalse();
        assertThat(next.awaits(rejected(next))).isTrue();
    }

    @Test
    void opened_by_hand_its_door_opens_at_once_and_if_there_is_too_little_as_planned() {
        var early = before(3_600);
        var opening = planned.openingNow(early).allotting(TIMES, early);

        assertThat(opening.allotted(9_000).opensAt()).isEqualTo(early);
        var refused = opening.notAllotted(4, TIMES, early);
        assertThat(refused.opensAt()).isEqualTo(NOON);
        assertThat(refused.available()).isEqualTo(4);
        assertThat(refused.dueAt()).isEqualTo(before(5));
    }

    @Test
    void refused_when_it_should_open_it_asks_again_until_its_time_is_over() {
        var refused = planned.allotting(TIMES, before(5)).notAllotted(4, TIMES, before(5));
        var late = planned.allotting(TIMES, after(3_590)).notAllotted(4, TIMES, after(3_590));

        assertThat(refused.dueAt()).isEqualTo(after(25));
        assertThat(late.dueAt()).isEqualTo(PLAN.endsAt());
    }

    @Test
    void closed_without_units_it_is_over_and_with_a_question_open_it_gives_back_whatever_comes() {
        var asking = planned.allotting(TIMES, before(5));
        var closing = asking.closed(TIMES, NOON);

        assertThat(planned.closed(TIMES, NOON).status()).isEqualTo(EventStatus.CLOSED);
        assertThat(closing.status()).isEqualTo(EventStatus.RETURNING);
        assertThat(closing.awaits(allotted(asking))).isFalse();
        assertThat(closing.awaits(returned(closing))).isTrue();
        assertThat(closing.returned().status()).isEqualTo(EventStatus.CLOSED);
    }

    @Test
    void closed_while_open_it_waits_for_its_admissions_first() {
        var open = planned.allotting(TIMES, before(5)).allotted(9_000);

        var closing = open.closed(TIMES, after(60));

        assertThat(closing.status()).isEqualTo(EventStatus.CLOSING);
        assertThat(closing.closed(TIMES, after(61))).isEqualTo(closing);
        assertThat(closing.settled(after(62)).status()).isEqualTo(EventStatus.SETTLED);
        assertThat(open.settled(after(62)).status()).isEqualTo(EventStatus.SETTLED);
        assertThat(
                        closing.settled(after(62))
                                .returning(TIMES, after(63))
                                .settled(after(64))
                                .status())
                .isEqualTo(EventStatus.RETURNING);
    }

    @Test
    void units_nobody_asked_for_are_a_mistake() {
        assertThatThrownBy(() -> planned.allotted(9_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SCHEDULED");
    }

    private static AllotmentRejected rejected(SaleEvent event) {
        return new AllotmentRejected(event.allotStock().commandId(), event.id(), 10, 4);
    }

    private static StockAllotted allotted(SaleEvent event) {
        return new StockAllotted(event.allotStock().commandId(), event.id(), 10, 9_000);
    }

    private static AllotmentReturned returned(SaleEvent event) {
        return new AllotmentReturned(event.returnAllotment().commandId(), event.id(), 10);
    }

    private static Instant before(long seconds) {
        return NOON.minusSeconds(seconds);
    }

    private static Instant after(long seconds) {
        return NOON.plusSeconds(seconds);
    }
}
