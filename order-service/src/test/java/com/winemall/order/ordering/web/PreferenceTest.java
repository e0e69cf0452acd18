package com.winemall.order.ordering.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5 | 5",
                "wait=30 | 30",
                "wait=31 | 30",
                "wait=999999 | 30",
                "wait=0 | 0",
                "respond-async, wait=7 | 7",
                "wait = 7 | 7",
                "Wait=7;foo | 7",
            })
    void a_wish_to_wait_is_understood_and_has_an_end(String header, long seconds) {
        assertThat(Preference.wait(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "respond-async", "wait", "wait=", "wait=soon", "await=5", "wait=-1"})
    void anything_else_is_no_wish_to_wait(String header) {
        assertThat(Preference.wait(header)).isNull();
    }
}
