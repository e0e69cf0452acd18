package com.winemall.notification.restock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How customers hear of restocks.
///
/// @param recent how long after a restock somebody whose loss is heard of late is still told of it
/// @param batchMax mails written by one statement at most
/// @param subscriptionsMax products one customer can subscribe to by hand at most
@Validated
@ConfigurationProperties("winemall.restock")
public record RestockSettings(
        @DefaultValue("1h") Duration recent,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchMax,
        @DefaultValue("1000") @Min(1) @Max(100_000) int subscriptionsMax) {}
