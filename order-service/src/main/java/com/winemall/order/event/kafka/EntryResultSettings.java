package com.winemall.order.event.kafka;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param queueMax results waiting to be sent at most; further ones are dropped
/// @param batchMax results sent together at most
/// @param stopPatience how long a stopping instance goes on sending
@Validated
@ConfigurationProperties("winemall.events.results")
record EntryResultSettings(
        @DefaultValue("50000") @Min(1) int queueMax,
        @DefaultValue("1000") @Min(1) int batchMax,
        @DefaultValue("5s") Duration stopPatience) {}
