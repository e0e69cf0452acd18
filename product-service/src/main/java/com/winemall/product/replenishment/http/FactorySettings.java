package com.winemall.product.replenishment.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the factory is reached, and when it is left alone.
///
/// @param connectTimeout after which nothing was sent
/// @param timeLimit for one call, everything included. The factory is known to take ten seconds
/// @param callsMax at once: it is an old system, and more of them only make it slower
/// @param placePatience how long a call waits for others to end before it is not made
/// @param callsPerTry how often it is called before the request is put off to the next topic
/// @param pause before the second call of a try; it doubles with each further one, and is up to
///   half as long again or half as long, so that those who failed together do not come again
///   together
/// @param pauseMax where that doubling ends
/// @param breaker when the factory is no longer asked
@Validated
@ConfigurationProperties("winemall.replenishment.factory")
record FactorySettings(
        @DefaultValue("http://127.0.0.1:8090") String url,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeLimit,
        @DefaultValue("3") @Min(1) int callsMax,
        @DefaultValue("5s") Duration placePatience,
        @DefaultValue("2") @Min(1) @Max(10) int callsPerTry,
        @DefaultValue("300ms") Duration pause,
        @DefaultValue("3s") Duration pauseMax,
        @DefaultValue @Valid Breaker breaker) {

    /// @param calls looked back on
    /// @param callsMin before anything is concluded from them
    /// @param failures of them, in percent, after which the factory is left alone
    /// @param pause before it is tried again
    /// @param probes calls that try it
    record Breaker(
            @DefaultValue("20") @Min(1) int calls,
            @DefaultValue("10") @Min(1) int callsMin,
            @DefaultValue("60") @Min(1) @Max(100) int failures,
            @DefaultValue("3s") Duration pause,
            @DefaultValue("2") @Min(1) int probes) {}
}
