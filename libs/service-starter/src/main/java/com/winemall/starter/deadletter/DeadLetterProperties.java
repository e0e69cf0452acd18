package com.winemall.starter.deadletter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param countInterval between two counts of the dead letters that wait
/// @param payloadShownMax characters of a payload that are shown at most
@Validated
@ConfigurationProperties("winemall.dead-letters")
public record DeadLetterProperties(
        @DefaultValue("5s") Duration countInterval,
        @DefaultValue("8000") @Min(1) @Max(1_000_000) int payloadShownMax) {}
