package com.winemall.notification.mail.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.contracts.CancelReason;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.MailStatus;
import com.winemall.notification.mail.TimeOfDay;
import com.winemall.notification.mail.Won;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final Wording korean = new Wording(Language.KO, SEOUL);
    private final Wording english = new Wording(Language.EN, SEOUL);

    @Test
    void money_is_in_won_with_thousands_set_apart() {
        assertThat(korean.format(new Won(1_250_000))).isEqualTo("1,250,000원");
        assertThat(korean.format(new Won(0))).isEqualTo("0원");
        assertThat(english.format(new Won(1_250_000))).isEqualTo("₩1,250,000");
        assertThat(english.format(new Won(999))).isEqualTo("₩999");
    }

    @Test
    void a_moment_is_told_in_the_shop_s_time_which_is_named() {
        var afternoon = Instant.parse("2026-03-05T05:05:37Z");

        assertThat(korean.format(afternoon)).isEqualTo("2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)");
        assertThat(english.format(afternoon))
                .isEqualTo("Thursday, 5 March 2026, 14:05 (Korean Standard Time)");
    }

    @Test
    void an_evening_in_london_is_the_next_morning_in_seoul() {
        var newYear = Instant.parse("2025-12-31T15:00:59Z");

        assertThat(korean.format(newYear)).isEqualTo("2026년 1월 1일 (목) 오전 12:00 (대한민국 표준시)");
        assertThat(english.format(newYear))
                .isEqualTo("Thursday, 1 January 2026, 00:00 (Korean Standard Time)");
    }

    @Test
    void a_near_moment_is_told_by_its_time_alone() {
        var soon = new TimeOfDay(Instant.parse("2026-03-05T05:05:37Z"));

        assertThat(korean.format(soon)).isEqualTo("오후 2:05");
        assertThat(english.format(soon)).isEqualTo("14:05");
    }

    @Test
    void another_zone_is_named_as_well() {
        var summer = new Wording(Language.EN, ZoneId.of("Europe/Paris"));

        assertThat(summer.format(Instant.parse("2026-07-01T10:00:00Z")))
                .isEqualTo("Wednesday, 1 July 2026, 12:00 (Central European Summer Time)");
    }

    @Test
    void numbers_have_thousands_set_apart() {
        assertThat(korean.format(1200)).isEqualTo("1,200");
    }

    @Test
    void a_constant_is_a_sentence() {
        assertThat(korean.format(CancelReason.CUSTOMER_REQUEST))
                .isEqualTo("고객님의 요청에 따라 주문을 취소하였습니다.");
        assertThat(english.format(CancelReason.CUSTOMER_REQUEST))
                .isEqualTo("The order was cancelled at your request.");
    }

    @Test
    void a_constant_nobody_wrote_a_sentence_for_is_not_shown_to_customers() {
        assertThatThrownBy(() -> english.format(MailStatus.SENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no sentence for MailStatus.SENT in EN");
    }
}
