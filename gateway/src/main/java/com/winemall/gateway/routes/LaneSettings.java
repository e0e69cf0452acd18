package com.winemall.gateway.routes;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long a service may keep a caller waiting, by [Lane]. Counted from the moment it has the
/// whole request, so that a caller who is slow to send it is not held against the service.
///
/// @param waitMax the longest `Prefer: wait` that is granted
/// @param waitMargin on top of what the caller prefers to wait
/// @param breaker when a service is no longer asked
@Validated
@ConfigurationProperties("winemall.lanes")
record LaneSettings(
        @DefaultValue("5s") Duration ordinary,
        @DefaultValue("10s") Duration credentials,
        @DefaultValue("15s") Duration payment,
        @DefaultValue("5s") Duration entry,
        @DefaultValue("30s") Duration waitMax,
        @DefaultValue("5s") Duration waitMargin,
        @DefaultValue("15s") Duration operations,
        @DefaultValue("15s") Duration documents,
        @DefaultValue @Valid Breaker breaker) {

    Duration limit(Lane lane) {
        return switch (lane) {
            case ORDINARY, LIVE -> ordinary;
            case CREDENTIALS -> credentials;
            case PAYMENT -> payment;
            case ENTRY -> entry;
            case WAITING -> waitMax.plus(waitMargin);
            case OPERATIONS -> operations;
            case DOCUMENTS -> documents;
        };
    }

    /// @param calls looked back on
    /// @param callsMin before anything is concluded from them
    /// @param failures of them, in percent, after which the service is left alone
    /// @param pause before it is tried again
    /// @param probes calls that try it
    record Breaker(
            @DefaultValue("20") @Min(1) int calls,
            @DefaultValue("10") @Min(1) int callsMin,
            @DefaultValue("50") @Min(1) @Max(100) int failures,
            @DefaultValue("1s") Duration pause,
            @DefaultValue("3") @Min(1) int probes) {}
}
