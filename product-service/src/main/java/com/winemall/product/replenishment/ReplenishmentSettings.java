package com.winemall.product.replenishment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often, and when, the factory is asked.
///
/// @param retryDelays before each further try of a request; there is a topic for each, and after
///   the last one the request has failed
/// @param restAfterFailure how long a product whose request failed gets no other by itself: the
///   factory would fail again, and its stock manager hear of it with every customer
/// @param atOnceMax requests tried for the first time at once
@Validated
@ConfigurationProperties("winemall.replenishment")
public record ReplenishmentSettings(
        @DefaultValue({"2s", "10s", "1m", "5m"}) @Size(max = 10) List<Duration> retryDelays,
        @DefaultValue("15m") Duration restAfterFailure,
        @DefaultValue("2") @Min(1) @Max(20) int atOnceMax) {

    /// How often a request is tried at most.
    public int triesMax() {
        return retryDelays.size() + 1;
    }
}
