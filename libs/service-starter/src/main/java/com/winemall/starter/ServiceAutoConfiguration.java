package com.winemall.starter;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Time and chance, which the domain is told and never asks for; and a clock to sweep by.
@AutoConfiguration
@EnableScheduling
public class ServiceAutoConfiguration {

    /// Ticks in microseconds, as PostgreSQL does: what is answered now is what will be read later.
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Bean
    @ConditionalOnMissingBean
    FreshIds freshIds() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
