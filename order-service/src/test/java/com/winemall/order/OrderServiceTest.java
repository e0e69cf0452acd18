package com.winemall.order;

import com.winemall.order.payment.RememberingProvider;
import com.winemall.test.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/// The whole service, once for all tests, with a payment provider that remembers every call, and
/// timers that are impatient.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@Import(OrderServiceTest.Provider.class)
@TestPropertySource(
        properties = {
            "winemall.orders.undecided-patience=3s",
            "winemall.orders.timer.interval=50ms",
            "winemall.payments.answer-patience=2s",
            "winemall.payments.sweep-interval=200ms",
            "winemall.payments.retry-min=50ms",
            "winemall.payments.retry-max=200ms"
        })
public @interface OrderServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Provider {

        @Bean
        @Primary
        RememberingProvider rememberingProvider() {
            return new RememberingProvider();
        }
    }
}
