package com.winemall.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.winemall.contracts.CouponCode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {

    private static final Code CODE = new Code("01AB34CD56EF78GH");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01AB-34CD-56EF-78GH",
                "01AB34CD56EF78GH",
                "01ab-34cd-56ef-78gh",
                " 01AB 34CD 56EF 78GH ",
                "oIAB-34CD-56EF-78GH",
                "OlAB-34CD-56EF-78GH",
                "0-1-A-B-3-4-C-D-5-6-E-F-7-8-G-H"
            })
    void a_code_is_the_same_however_it_is_typed(String typed) {
        assertThat(Code.parse(typed)).contains(CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "----------------",
                "01AB-34CD-56EF-78G",
                "01AB-34CD-56EF-78GHJ",
                "01AB-34CD-56EF-78GU",
                "01AB-34CD-56EF-78G\u0000",
                "01AB-34CD-56EF-78G\u0660",
                "01AB-34CD-56EF-78G\uFF28",
                "SPRING SALE",
                "01AB_34CD_56EF_78GH"
            })
    void what_no_coupon_has_for_a_code_is_no_code(String typed) {
        assertThat(Code.parse(typed)).isEmpty();
    }

    @Test
    void what_is_endless_is_no_code() {
        assertThat(Code.parse("-".repeat(1_000_000) + CODE.symbols())).isEmpty();
    }

    @Test
    void a_code_is_read_in_groups_of_four_and_understood_so() {
        assertThat(CODE.readable()).isEqualTo(new CouponCode("01AB-34CD-56EF-78GH"));
        assertThat(Code.of(CODE.readable())).contains(CODE);
    }

    @Test
    void a_code_of_other_symbols_cannot_be_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Code("01AB-34CD-56EF-7"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Code("01AB34CD56EF78G"));
    }

    @Test
    void fresh_codes_differ_and_use_every_symbol_in_every_place() {
        var codes = new RandomCodes();
        Set<Code> fresh = new HashSet<>();
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 5_000; i++) {
            var code = codes.next();
            fresh.add(code);
            for (int place = 0; place < Code.LENGTH; place++) {
                seen.add(place + ":" + code.symbols().charAt(place));
            }
        }

        assertThat(fresh).hasSize(5_000);
        assertThat(seen).hasSize(Code.LENGTH * Code.ALPHABET.length());
    }
}
