package com.winemall.orchestrator.saga;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The times a saga goes by.
///
/// @param budget what the steps may take together, added to the hold's length
/// @param margin between the last moment to pay and the end of the hold: clocks differ, and the
///   stock still has to be committed after the payment
/// @param windowShareMin how much of the payment window has to be left when the order is accepted;
///   with less it is undone as OVERDUE, for a customer given seconds is a customer deceived
/// @param patience before a silent participant is asked again; it doubles each time
/// @param patienceMax where that doubling ends
/// @param patienceInLineMax the same for an order that stands in line
/// @param helpAfterAttempts unanswered attempts after which a saga is listed as needing help
@Validated
@ConfigurationProperties("winemall.saga")
public record SagaTimes(
        @DefaultValue("60s") Duration budget,
        @DefaultValue("15s") Duration margin,
        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1") double windowShareMin,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("60s") Duration patienceMax,
        @DefaultValue("10m") Duration patienceInLineMax,
        @DefaultValue("5") @Min(1) int helpAfterAttempts) {

    /// How long units are to be held for a customer with this long to pay.
    Duration holdFor(Duration paymentWindow) {
        return paymentWindow.plus(budget).plus(margin);
    }

    /// The least time a customer is given to pay.
    Duration windowMin(Duration paymentWindow) {
        return Duration.ofMillis(Math.round(paymentWindow.toMillis() * windowShareMin));
    }

    /// How long nothing may be heard about an order that stands in line: it was asked about by
    /// then, and there was time to answer.
    public Duration silenceInLineMax() {
        return patienceInLineMax.plus(patienceMax);
    }

    /// How long to wait after so many attempts.
    Duration patienceAfter(int attempts, boolean inLine) {
        var max = inLine ? patienceInLineMax : patienceMax;
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        var wanted = patience.multipliedBy(1L << doublings);
        return wanted.compareTo(max) < 0 ? wanted : max;
    }
}
