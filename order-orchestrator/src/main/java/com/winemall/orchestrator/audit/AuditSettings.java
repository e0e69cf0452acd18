package com.winemall.orchestrator.audit;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param grace how long two services may differ about what is merely under way
/// @param connectTimeout of a question to a service
/// @param readTimeout of a question to a service
@Validated
@ConfigurationProperties("winemall.audit")
record AuditSettings(
        @DefaultValue("http://127.0.0.1:8082") URI products,
        @DefaultValue("http://127.0.0.1:8083") URI orders,
        @DefaultValue("http://127.0.0.1:8084") URI coupons,
        @DefaultValue("http://127.0.0.1:8086") URI notifications,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout) {}
