package com.winemall.order.payment.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the payment provider is reached, and when it is left alone.
///
/// @param connectTimeout after which nothing was sent
/// @param timeLimit for one call, everything included; after it nobody knows what happened
/// @param callsMax at once
/// @param placePatience how long a call waits for others to end before it is not made
/// @param breaker when the provider is no longer asked
@Validated
@ConfigurationProperties("winemall.payments.provider")
record ProviderSettings(
        @DefaultValue("http://127.0.0.1:8091") String url,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("5s") Duration timeLimit,
        @DefaultValue("128") @Min(1) int callsMax,
        @DefaultValue("1s") Duration placePatience,
        @DefaultValue @Valid Breaker breaker) {

    /// @param calls looked back on
    /// @param callsMin before anything is concluded from them
    /// @param failures of them, in percent, after which the provider is left alone
    /// @param pause before it is tried again
    /// @param probes calls that try it
    record Breaker(
            @DefaultValue("50") @Min(1) int calls,
            @DefaultValue("20") @Min(1) int callsMin,
            @DefaultValue("50") @Min(1) @Max(100) int failures,
            @DefaultValue("1s") Duration pause,
            @DefaultValue("5") @Min(1) int probes) {}
}
