package com.winemall.orchestrator.audit;

import com.winemall.starter.instances.Instances;
import com.winemall.starter.secret.Secret;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param users where user-service gives the auditor its tokens
/// @param secret what the auditor proves itself with; the same as user-service's
@Validated
@ConfigurationProperties("winemall.auditor")
record AuditorSettings(@NotNull Instances users, @Nullable Secret secret) {}
