package com.winemall.order;

import com.winemall.order.event.GuestList;
import com.winemall.order.payment.RememberingProvider;
import com.winemall.starter.secret.LocalMall;
import com.winemall.test.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/// The whole service as the local mall runs it, once for all tests, with a payment provider that
/// remembers every call, an eligibility that is told whom to refuse, and timers that are impatient.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@ActiveProfiles(LocalMall.PROFILE)
@Import(OrderServiceTest.StandIns.class)
@TestPropertySource(
        properties = {
            "winemall.orders.undecided-patience=3s",
            "winemall.orders.timer.interval=50ms",
            "winemall.events.timer.interval=50ms",
            "winemall.events.allot-ahead=2s",
            "winemall.events.allot-retry=1s",
            "winemall.events.answer-patience=1s",
            "winemall.events.open-patience=3s",
            "winemall.events.return-look=100ms",
            "winemall.payments.answer-patience=2s",
            "winemall.payments.sweep-interval=200ms",
            "winemall.payments.retry-min=50ms",
            "winemall.payments.retry-max=200ms"
        })
public @interface OrderServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class StandIns {

        @Bean
        @Primary
        RememberingProvider rememberingProvider() {
            return new RememberingProvider();
        }

        @Bean
        @Primary
        GuestList guestList() {
            return new GuestList();
        }
    }
}
