package com.winemall.user.local;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param tokenLifetime long enough for a load test
/// @param transactionMax members made by one transaction at most
@Validated
@ConfigurationProperties("winemall.crowd")
record CrowdSettings(
        @DefaultValue("1h") Duration tokenLifetime,
        @DefaultValue("500") @Min(1) @Max(500) int transactionMax) {}
