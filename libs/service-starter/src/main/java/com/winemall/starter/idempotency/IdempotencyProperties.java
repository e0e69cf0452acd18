package com.winemall.starter.idempotency;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long answers are kept for repeated requests.
///
/// @param keptFor at least a day is promised to clients
/// @param forgetBatchMax answers forgotten by one statement at most
@Validated
@ConfigurationProperties("winemall.idempotency")
public record IdempotencyProperties(
        @DefaultValue("48h") Duration keptFor, @DefaultValue("5000") @Min(1) int forgetBatchMax) {}
