package com.winemall.starter.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this service listens.
///
/// @param createTopics whether the topics it listens to are made at start where they are missing
/// @param partitions of a topic that is made
/// @param replicas of a topic that is made
/// @param instanceId a name that survives a restart of this process; with it the broker gives a
///   restarted consumer its partitions back at once instead of waiting for the old one to be
///   declared dead
/// @param departureTimeout how long an ending process tries to take consumers with such a name out
///   of their groups
/// @param attemptsMax how often a record that fails alone is tried before it is a dead letter
/// @param retryDelay before the second try of such a record; it doubles with each further one
/// @param retryDelayMax where that doubling ends
/// @param outageDelay before a poll is tried again when the database or the broker is away; it
///   doubles with each further one
/// @param outageDelayMax where that doubling ends; there is no last try
@Validated
@ConfigurationProperties("winemall.messaging")
public record MessagingProperties(
        @DefaultValue("true") boolean createTopics,
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(9) short replicas,
        @Nullable String instanceId,
        @DefaultValue("2s") Duration departureTimeout,
        @DefaultValue("4") @Min(1) @Max(20) int attemptsMax,
        @DefaultValue("50ms") Duration retryDelay,
        @DefaultValue("400ms") Duration retryDelayMax,
        @DefaultValue("200ms") Duration outageDelay,
        @DefaultValue("3s") Duration outageDelayMax) {}
