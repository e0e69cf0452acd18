package com.winemall.order.payment;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param answerPatience how long a customer's request waits for the stock to be committed and the
///   money to be taken before it is answered that this is under way
/// @param batchMax payments in one transaction at most
/// @param linger how long a transaction waits for further payments
/// @param queueMax payments waiting for a transaction at most; one more is answered 503
/// @param workersMax payments gone on with at once, beside those customers wait for
/// @param lease how long whoever goes on with a payment may be busy with it before it counts as
///   vanished; longer than all calls it takes
/// @param sweepInterval between two looks for payments a crash or the provider has left behind
/// @param countInterval between two counts of payments under way; what is scraped is that old at
///   most
/// @param retryMin the pause after the provider's first failure; it doubles with each further one
/// @param retryMax where that doubling ends: how long after its recovery a payment settles at most
@Validated
@ConfigurationProperties("winemall.payments")
public record PaymentSettings(
        @DefaultValue("5s") Duration answerPatience,
        @DefaultValue("200") @Min(1) int batchMax,
        @DefaultValue("5ms") Duration linger,
        @DefaultValue("5000") @Min(1) int queueMax,
        @DefaultValue("64") @Min(1) int workersMax,
        @DefaultValue("20s") Duration lease,
        @DefaultValue("250ms") Duration sweepInterval,
        @DefaultValue("5s") Duration countInterval,
        @DefaultValue("500ms") Duration retryMin,
        @DefaultValue("5s") Duration retryMax) {

    private static final int DOUBLINGS_MAX = 20;

    Duration pauseAfter(int failures) {
        var wanted = retryMin.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return wanted.compareTo(retryMax) < 0 ? wanted : retryMax;
    }
}
