package com.winemall.orchestrator.audit;

import com.winemall.starter.instances.Instances;
import com.winemall.starter.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param users where user-service gives the auditor its tokens
/// @param secret what the auditor proves itself with; the same as user-service's
@ConfigurationProperties("winemall.auditor")
record AuditorSettings(
        @DefaultValue("http://127.0.0.1:8081") Instances users, @Nullable Secret secret) {}
