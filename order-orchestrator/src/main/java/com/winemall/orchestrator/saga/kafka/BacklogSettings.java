package com.winemall.orchestrator.saga.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param timeout how long Kafka is asked about a participant altogether
/// @param keptFor how long an answer is given again: a page of stuck sagas waits for the same few
///   participants
@ConfigurationProperties("winemall.saga.backlogs")
record BacklogSettings(
        @DefaultValue("2s") Duration timeout, @DefaultValue("3s") Duration keptFor) {}
