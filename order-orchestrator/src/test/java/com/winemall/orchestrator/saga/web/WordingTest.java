package com.winemall.orchestrator.saga.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CommandId;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.reply.StockRejected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {

    @Test
    void a_time_is_said_with_its_day_only_if_that_is_another_one() {
        var said = Instant.parse("2026-03-01T14:00:00Z");

        assertThat(Wording.time(Instant.parse("2026-03-01T14:05:59Z"), said))
                .isEqualTo("14:05 UTC");
        assertThat(Wording.time(Instant.parse("2026-03-02T00:05:00Z"), said))
                .isEqualTo("2 March, 00:05 UTC");
    }

    @Test
    void a_refusal_without_a_shortage_says_its_reason() {
        var rejected =
                new StockRejected(
                        new CommandId("c"),
                        new OrderId(new UUID(0, 1)),
                        CancelReason.WAIT_EXPIRED,
                        List.of());

        assertThat(Wording.why(rejected)).isEqualTo("The wine did not come in time.");
    }

    @ParameterizedTest
    @EnumSource
    void every_end_says_what_can_be_done(CancelReason reason) {
        assertThat(Wording.next(reason)).endsWith(".");
    }
}
