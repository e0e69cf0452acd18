package com.winemall.orchestrator.audit;

import com.winemall.starter.instances.Instances;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param grace how long two services may differ about what is merely under way
/// @param connectTimeout of a question to a service
/// @param readTimeout of a question to a service
/// @param pageSize orders a service is asked for at once
/// @param lookedAtTwiceMax suspicious orders that are asked about once more before they are told
@Validated
@ConfigurationProperties("winemall.audit")
record AuditSettings(
        @NotNull Instances products,
        @NotNull Instances orders,
        @NotNull Instances coupons,
        @NotNull Instances notifications,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("5000") @Min(1) @Max(5000) int pageSize,
        @DefaultValue("50") @Min(1) int lookedAtTwiceMax) {}
