package com.winemall.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class PreferencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=5",
                "Wait=5",
                "wait = 5",
                "wait=\"5\"",
                "respond-async, wait=5",
                "wait=5, respond-async",
                "wait=5; foo=bar"
            })
    void the_seconds_a_caller_prefers_to_wait_are_found(String prefer) {
        assertThat(wait(prefer)).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"respond-async", "wait", "wait=", "wait=soon", "wait=-1", "await=5", ""})
    void nothing_else_is_taken_for_them(String prefer) {
        assertThat(wait(prefer)).isNull();
    }

    @Test
    void without_the_header_there_is_no_preference() {
        assertThat(Preferences.wait(new HttpHeaders())).isNull();
    }

    private static Duration wait(String prefer) {
        var headers = new HttpHeaders();
        headers.add("Prefer", prefer);
        return Preferences.wait(headers);
    }
}
