package com.winemall.user.auditor;

import com.winemall.starter.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param secret what the auditor proves itself with; without one there is no such account
/// @param tokenLifetime as long as an audit may take
@ConfigurationProperties("winemall.auditor")
record AuditorSettings(@Nullable Secret secret, @DefaultValue("10m") Duration tokenLifetime) {}
