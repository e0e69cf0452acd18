package com.winemall.starter.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How messages leave the outbox.
///
/// @param lease how long whoever took a row may be busy with it; longer than Kafka's
///   `delivery.timeout.ms`, or a slow send would be repeated while it is under way
/// @param deletionDelay how long a row that is sent may wait to be deleted together with others;
///   far shorter than the lease, after which it would be sent again
/// @param sweepInterval between two looks for rows a crash left behind
/// @param batchMax messages sent together at most
/// @param queueMax committed messages waiting in memory at most; further ones wait in the table
/// @param attemptsMax tries of a row before it is parked for a person to look at; far more than an
///   outage of the broker over a weekend takes
@Validated
@ConfigurationProperties("winemall.outbox")
public record OutboxProperties(
        @DefaultValue("15s") Duration lease,
        @DefaultValue("200ms") Duration deletionDelay,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("500") @Min(1) @Max(10_000) int batchMax,
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int queueMax,
        @DefaultValue("10000") @Min(1) int attemptsMax) {}
