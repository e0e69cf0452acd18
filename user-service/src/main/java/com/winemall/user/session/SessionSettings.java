package com.winemall.user.session;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param refreshTokenLifetime of each refresh token; using one gives a new one with a new lifetime
/// @param sweepEvery between two looks for tokens that ran out
/// @param sweepBatchMax rows deleted by one statement at most
@Validated
@ConfigurationProperties("winemall.sessions")
record SessionSettings(
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @DefaultValue("10m") Duration sweepEvery,
        @DefaultValue("5000") @Min(1) int sweepBatchMax) {}
