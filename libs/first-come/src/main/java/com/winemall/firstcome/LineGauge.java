package com.winemall.firstcome;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// How many people stand in the lines of all pools, for whoever watches from outside. Every
/// instance counts the same rows and says the same.
class LineGauge {

    private final JdbcClient jdbc;

    private volatile long waiting;

    LineGauge(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        Gauge.builder("winemall.pool.waiting", () -> waiting)
                .description("people in the lines of pools")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.first-come.count-interval:15s}")
    void count() {
        waiting =
                jdbc.sql("select count(*) from place where state = 'WAITING'")
                        .query(Long.class)
                        .single();
    }
}
