package com.winemall.user.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.kr",
                "anna@example.com",
                "Anna.Lee+wine@mail.Example.co.kr",
                "o'hara_{x}~!#$%&*/=?^`|-@example.test",
                "admin@winemall.local",
                "x@xn--9t4b11yi5a.xn--3e0b707e",
                "123@1-2.com"
            })
    void addresses_are_taken_as_they_are_written(String text) {
        assertThat(EmailAddress.isValid(text)).isTrue();
        assertThat(new EmailAddress(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "@example.com",
                "anna@example",
                "anna@@example.com",
                "anna@ex@ample.com",
                ".anna@example.com",
                "anna.@example.com",
                "an..na@example.com",
                "anna@.example.com",
                "anna@example..com",
                "anna@-example.com",
                "anna@example-.com",
                "anna@example.c",
                "anna@127.0.0.1",
                "an na@example.com",
                " anna@example.com",
                "anna@example.com\n",
                "anna@example.com\r\nBcc: all@example.com",
                "Anna <anna@example.com>",
                "anna@example.com,bob@example.com",
                "안나@example.com",
                "anna@예시.kr",
                "anna@example.com\u0000"
            })
    void anything_else_is_none(String text) {
        assertThat(EmailAddress.isValid(text)).isFalse();
        assertThatThrownBy(() -> new EmailAddress(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_has_254_characters_at_most_and_64_before_the_at() {
        var host = "@" + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".test";

        assertThat(EmailAddress.isValid("x".repeat(64) + host)).isTrue();
        assertThat(EmailAddress.isValid("x".repeat(65) + host)).isFalse();
        assertThat(EmailAddress.isValid("x".repeat(64) + "@" + "a.".repeat(94) + "kr")).isFalse();
        assertThat(EmailAddress.isValid("a.".repeat(200_000) + "@example.com")).isFalse();
    }

    @Test
    void case_does_not_count_in_any_language() {
        assertThat(new EmailAddress("ISTANBUL@Example.com").key())
                .isEqualTo("istanbul@example.com");
    }
}
