package com.winemall.product.stock;

import com.winemall.product.stock.Stocks.Holds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How much is set aside and for how long, and how many stand in line, for whoever watches from
/// outside. Every instance counts the same rows and says the same.
@Component
class StockGauges {

    private final Stocks stocks;
    private final StockSettings settings;
    private final Clock clock;

    private volatile Holds latest = new Holds(0, 0, 0, 0, null);

    StockGauges(Stocks stocks, StockSettings settings, Clock clock, MeterRegistry meters) {
        this.stocks = stocks;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("winemall.stock.holds", () -> latest.held())
                .description("holds whose order is not paid yet")
                .register(meters);
        Gauge.builder("winemall.stock.holds.expiring", () -> latest.expiring())
                .description("holds that run out soon (winemall.stock.expiring-within)")
                .register(meters);
        Gauge.builder("winemall.stock.holds.overdue", () -> latest.overdue())
                .description("holds that have run out and are not tidied up")
                .register(meters);
        Gauge.builder("winemall.stock.line.waiting", () -> latest.waiting())
                .description("orders in line for stock")
                .register(meters);
        Gauge.builder("winemall.stock.line.oldest.age", this::longestWait)
                .description("since the first of them has stood in line")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${winemall.stock.count-interval:15s}")
    void count() {
        var now = clock.instant();
        latest = stocks.holds(now, now.plus(settings.expiringWithin()));
    }

    private double longestWait() {
        var since = latest.waitingSince();
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
