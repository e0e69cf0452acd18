package com.winemall.gateway.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often somebody may call.
///
/// @param redis where the buckets are
/// @param timeout how long a request waits for Redis before it goes on without limits
/// @param connectTimeout of one attempt to reach Redis; attempts are made in the background
/// @param outage when Redis is no longer asked
/// @param ordinary for nearly all calls
/// @param credentials for calls that show a password or make an account: worth guessing at, and
///   dear
/// @param trustedProxies whose `X-Forwarded-For` is believed, as networks like `10.0.0.0/8`
@Validated
@ConfigurationProperties("winemall.limits")
record LimitSettings(
        @NotNull URI redis,
        @DefaultValue("50ms") Duration timeout,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue @Valid Outage outage,
        @NotNull @Valid Pace ordinary,
        @NotNull @Valid Pace credentials,
        @DefaultValue List<String> trustedProxies) {

    Pace pace(Kind kind) {
        return switch (kind) {
            case ORDINARY -> ordinary;
            case CREDENTIALS -> credentials;
        };
    }

    /// @param person for whoever is logged in
    /// @param address for a client address, which many people may share
    record Pace(@NotNull @Valid Bucket person, @NotNull @Valid Bucket address) {}

    /// @param rate requests a second in the long run
    /// @param burst requests at once after a pause
    record Bucket(@Positive double rate, @Min(1) @Max(10_000_000) int burst) {}

    /// @param calls looked back on
    /// @param failures of them, in percent, after which Redis is left alone
    /// @param pause before it is tried again
    /// @param probes calls that try it
    record Outage(
            @DefaultValue("10") @Min(1) int calls,
            @DefaultValue("50") @Min(1) @Max(100) int failures,
            @DefaultValue("1s") Duration pause,
            @DefaultValue("3") @Min(1) int probes) {}
}
