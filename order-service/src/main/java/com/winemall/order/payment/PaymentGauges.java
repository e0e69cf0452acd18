package com.winemall.order.payment;

import com.winemall.order.payment.Payments.UnderWay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How much money is on its way, and since when, for whoever watches from outside. Every instance
/// counts the same rows and says the same.
@Component
class PaymentGauges {

    /// The others wait for the saga, or for nobody.
    private static final Set<PaymentStatus> AT_THE_PROVIDER =
            EnumSet.of(PaymentStatus.AUTHORIZING, PaymentStatus.CAPTURING, PaymentStatus.RETURNING);

    private final Payments payments;
    private final Clock clock;

    private volatile Map<PaymentStatus, UnderWay> latest = Map.of();

    PaymentGauges(Payments payments, Clock clock, MeterRegistry meters) {
        this.payments = payments;
        this.clock = clock;
        for (var status : AT_THE_PROVIDER) {
            Gauge.builder("winemall.payment.under.way", () -> of(status, UnderWay::payments))
                    .description("payments the provider has something to do about")
                    .tag("status", status.name())
                    .register(meters);
            Gauge.builder("winemall.payment.unanswered", () -> of(status, UnderWay::unanswered))
                    .description("payments the provider did not answer about when last asked")
                    .tag("status", status.name())
                    .register(meters);
            Gauge.builder("winemall.payment.oldest.age", () -> of(status, this::age))
                    .description("since the longest of them has not moved")
                    .baseUnit("seconds")
                    .tag("status", status.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${winemall.payments.count-interval:5s}")
    void count() {
        latest =
                payments.underWay().stream()
                        .collect(Collectors.toMap(UnderWay::status, underWay -> underWay));
    }

    private double of(PaymentStatus status, ToDoubleFunction<UnderWay> value) {
        var underWay = latest.get(status);
        return underWay == null ? 0 : value.applyAsDouble(underWay);
    }

    private double age(UnderWay underWay) {
        return Duration.between(underWay.oldest(), clock.instant()).toMillis() / 1000.0;
    }
}
