package com.winemall.orchestrator;

import com.winemall.test.ServiceTest;
import com.winemall.test.TestClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// The whole service, once for all tests, with a clock that stands still until it is told to go on,
/// and timers that look at it often.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@TestInstance(Lifecycle.PER_CLASS)
@Import(OrchestratorServiceTest.StandingClock.class)
@TestPropertySource(
        properties = {
            "winemall.saga.timer.interval=20ms",
            "winemall.saga.early-replies.interval=20ms",
            "winemall.saga.backlogs.kept-for=1ms"
        })
public @interface OrchestratorServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class StandingClock {

        @Bean
        TestClock testClock() {
            return new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }
}
