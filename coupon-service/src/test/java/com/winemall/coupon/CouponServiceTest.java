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
/// a line served in small batches, and campaigns of few coupons.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@Import({CouponServiceTest.StandingClock.class, Mall.class})
@TestPropertySource(
        properties = {
            "winemall.claims.serve-batch-max=7",
            "winemall.campaigns.coupons-max=1000100"
        })
public @interface CouponServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class StandingClock {

        @Bean
        TestClock testClock() {
            return new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }
}
