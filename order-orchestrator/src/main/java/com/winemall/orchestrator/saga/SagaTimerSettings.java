package com.winemall.orchestrator.saga;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval between two looks for sagas nobody answered
/// @param batchMax sagas that act in one transaction at most
@Validated
@ConfigurationProperties("winemall.saga.timer")
record SagaTimerSettings(
        @DefaultValue("500ms") Duration interval, @DefaultValue("200") @Min(1) int batchMax) {}
