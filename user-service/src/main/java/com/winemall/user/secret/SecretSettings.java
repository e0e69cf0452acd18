package com.winemall.user.secret;

import com.winemall.starter.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param encryptionSecret what this service's keys are encrypted under; the same on all instances
@ConfigurationProperties("winemall.keys")
record SecretSettings(@Nullable Secret encryptionSecret) {}
