package com.winemall.user.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    private final PersonName.Validator rule = new PersonName.Validator();

    static String[] fineNames() {
        return new String[] {
            "a",
            "김포도",
            "Anna O'Hara",
            " spaces stay ",
            "👩‍👩‍👧",
            "'; drop table member; --",
            "<script>alert(1)</script>",
            "🍷".repeat(100)
        };
    }

    @ParameterizedTest
    @MethodSource("fineNames")
    void a_name_is_what_one_can_see(String name) {
        assertThat(rule.isValid(name, null)).isTrue();
    }

    static String[] noNames() {
        return new String[] {"x".repeat(101), "🍷".repeat(101)};
    }

    @ParameterizedTest
    @MethodSource("noNames")
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u3000",
                "a\u0000b",
                "a\nb",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u202egnp.exe",
                "a\ufeffb",
                "a\ud800b"
            })
    void what_cannot_be_seen_or_is_too_long_is_none(String name) {
        assertThat(rule.isValid(name, null)).isFalse();
    }
}
