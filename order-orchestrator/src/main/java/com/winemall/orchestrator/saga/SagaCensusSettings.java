package com.winemall.orchestrator.saga;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval between two counts of the open sagas; what is scraped is that old at most
@Validated
@ConfigurationProperties("winemall.saga.census")
record SagaCensusSettings(@DefaultValue("15s") Duration interval) {}
