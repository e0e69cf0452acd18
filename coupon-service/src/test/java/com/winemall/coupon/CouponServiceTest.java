package com.winemall.coupon;

import com.winemall.test.ServiceTest;
import com.winemall.test.TestClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// The whole service, once for all tests, with a clock that stands still until it is told to go on,
/// and campaigns of few coupons. Redis has a clock of its own, which goes on.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@Import({CouponServiceTest.StandingClock.class, Mall.class})
@TestPropertySource(
        properties = {
            "winemall.campaigns.coupons-max=1000100",
            "winemall.first-come.takeover=500ms",
            "winemall.first-come.patience=10s",
            "spring.data.redis.timeout=10s",
            "winemall.first-come.receipt-key=" + CouponServiceTest.RECEIPT_KEY
        })
public @interface CouponServiceTest {

    String RECEIPT_KEY =
            """
            {"kty":"EC","crv":"P-256","kid":"test",\
            "d":"rePbz1zVGY2qLJone5F77hpmj2gJ5X96WyDDerYoji4",\
            "x":"mLVdC_rPUCqLWaBudM4l5AC9s1fPa2hP8lS1BCq2IZE",\
            "y":"2A9smFrnqlNUu0faKwGCaVz815x3Mhkcen5v2OTz3hs"}\
            """;

    @TestConfiguration(proxyBeanMethods = false)
    class StandingClock {

        @Bean
        TestClock testClock() {
            return new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }
}
