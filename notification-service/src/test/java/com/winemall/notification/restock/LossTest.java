package com.winemall.notification.restock;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CustomerId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.Shortage;
import com.winemall.contracts.outcome.OrderCanceled;
import com.winemall.notification.restock.Loss.Consequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final Instant PLACED = Instant.parse("2026-03-05T05:00:00Z");
    private static final Instant SAID = PLACED.plusSeconds(10);
    private static final Instant NOW = PLACED.plusSeconds(60);
    private static final Duration RECENT = Duration.ofHours(1);

    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final ProductId barolo = new ProductId(UUID.randomUUID());
    private final Loss loss = new Loss(customer, barolo, PLACED, SAID);

    @Test
    void who_lost_after_the_restock_waits_for_the_next_one() {
        assertThat(after(PLACED.minusMillis(1))).isEqualTo(Consequence.SUBSCRIBED);
    }

    @Test
    void who_lost_before_the_restock_is_told_of_it_and_that_uses_the_subscription_up() {
        assertThat(after(SAID)).isEqualTo(Consequence.TOLD);
        assertThat(after(SAID.plusSeconds(5))).isEqualTo(Consequence.TOLD);
    }

    @Test
    void who_may_have_lost_before_or_after_is_told_and_waits_for_the_next_one_too() {
        assertThat(after(PLACED)).isEqualTo(Consequence.TOLD_AND_SUBSCRIBED);
        assertThat(after(SAID.minusMillis(1))).isEqualTo(Consequence.TOLD_AND_SUBSCRIBED);
    }

    @Test
    void a_restock_of_long_ago_is_not_told_any_more() {
        assertThat(loss.after(restock(SAID), SAID.plus(RECENT).minusMillis(1), RECENT))
                .isEqualTo(Consequence.TOLD);
        assertThat(loss.after(restock(SAID), SAID.plus(RECENT), RECENT))
                .isEqualTo(Consequence.SUBSCRIBED);
    }

    @Test
    void an_order_may_have_lost_at_any_time_from_its_placing_on() {
        var placedAt = Instant.ofEpochMilli(PLACED.toEpochMilli());
        var order = new OrderId(UuidCreator.getTimeOrderedEpoch(placedAt));

        assertThat(Loss.of(outOfStock(order)))
                .containsExactly(new Loss(customer, barolo, placedAt, SAID));
    }

    @Test
    void an_order_whose_id_tells_no_time_or_one_that_cannot_be_lost_when_that_was_said() {
        var timeless = new OrderId(UUID.randomUUID());
        var later = new OrderId(UuidCreator.getTimeOrderedEpoch(SAID.plusSeconds(1)));

        assertThat(Loss.of(outOfStock(timeless)))
                .containsExactly(new Loss(customer, barolo, SAID, SAID));
        assertThat(Loss.of(outOfStock(later)))
                .containsExactly(new Loss(customer, barolo, SAID, SAID));
    }

    @Test
    void two_losses_are_one_that_may_have_happened_at_the_time_of_either() {
        var second = new Loss(customer, barolo, PLACED.plusSeconds(5), SAID.plusSeconds(5));

        assertThat(loss.and(second))
                .isEqualTo(second.and(loss))
                .isEqualTo(new Loss(customer, barolo, PLACED, SAID.plusSeconds(5)));
    }

    private Consequence after(Instant restock) {
        return loss.after(restock(restock), NOW, RECENT);
    }

    private Replenishment restock(Instant at) {
        return new Replenishment(barolo, 1, "Barolo", 5, at);
    }

    private OrderCanceled outOfStock(OrderId order) {
        return new OrderCanceled(
                order,
                3,
                customer,
                CancelReason.STOCK_OUT,
                List.of(new Shortage(barolo, "Barolo", 2, 0)),
                null,
                null,
                SAID);
    }
}
