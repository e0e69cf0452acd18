package com.winemall.orchestrator.saga.kafka;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param patience how old a reply may get before its saga has to be there
/// @param interval between two looks for sagas that have come
/// @param batchMax replies that go on in one transaction at most
@Validated
@ConfigurationProperties("winemall.saga.early-replies")
record EarlyReplySettings(
        @DefaultValue("10m") Duration patience,
        @DefaultValue("500ms") Duration interval,
        @DefaultValue("500") @Min(1) int batchMax) {}
