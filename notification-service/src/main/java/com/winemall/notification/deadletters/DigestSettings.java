package com.winemall.notification.deadletters;

import com.winemall.starter.instances.Instances;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param operationsAddress whom dead letters are a matter of
/// @param services where each service can be asked, by its name
/// @param every from one digest to the next at least
/// @param lookInterval between two looks for dead letters
/// @param connectTimeout of a question to a service
/// @param readTimeout of a question to a service
@Validated
@ConfigurationProperties("winemall.dead-letter-digest")
record DigestSettings(
        @NotBlank String operationsAddress,
        @NotEmpty Map<String, Instances> services,
        @DefaultValue("1h") Duration every,
        @DefaultValue("1m") Duration lookInterval,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("2s") Duration readTimeout) {}
