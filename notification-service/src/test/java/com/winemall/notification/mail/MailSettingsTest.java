package com.winemall.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailSettingsTest {

    @Test
    void by_default_mails_leave_at_the_pace_of_a_new_ses_account() {
        assertThat(TestSettings.with(Map.of()).perSecond()).isEqualTo(14);
    }

    @Test
    void a_lease_has_to_outlast_what_it_is_for() {
        assertThatThrownBy(() -> TestSettings.with(Map.of("lease", "20s", "send-timeout", "10s")))
                .hasRootCauseMessage(
                        "winemall.mail.lease has to be at least claim-ahead and twice send-timeout");
    }

    @Test
    void a_reminder_comes_before_the_deadline() {
        assertThatThrownBy(() -> TestSettings.with(Map.of("reminder-lead", "0s")))
                .hasRootCauseMessage(
                        "winemall.mail.reminder-lead and settled-kept have to be positive");
    }

    @Test
    void the_longest_pause_is_not_shorter_than_the_first() {
        assertThatThrownBy(() -> TestSettings.with(Map.of("retry-min", "3m", "retry-max", "2m")))
                .hasRootCauseMessage(
                        "winemall.mail.retry-min has to be positive, and at most retry-max");
    }
}
