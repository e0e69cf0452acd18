package com.winemall.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/orders",
                "/api/orders/",
                "/api/orders/0198f0c6-0000-7000-8000-000000000001/timeline",
                "/.well-known/jwks.json",
                "/api/coupons/A.B-C_D~E",
                "/api/coupons/caf%C3%A9%20noir",
                "/api/coupons/...",
                "/api/coupons/..a"
            })
    void a_plain_path_passes(String path) {
        assertThat(PlainPaths.include(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/api/..",
                "/api/../x",
                "/api/./x",
                "/api/.",
                "//x",
                "/api//x",
                "/api/x;a=b",
                "/api\\x",
                "/api/%2e%2e/x",
                "/api/%2E/x",
                "/api/a%2fb",
                "/api/a%5Cb",
                "/api/a%3bb",
                "/api/a%00",
                "/api/a%0d%0ab",
                "/api/a%252e",
                "/api/a%7f",
                "/api/a%",
                "/api/a%2",
                "/api/a%zz"
            })
    void a_path_that_could_be_read_in_two_ways_does_not(String path) {
        assertThat(PlainPaths.include(path)).isFalse();
    }
}
