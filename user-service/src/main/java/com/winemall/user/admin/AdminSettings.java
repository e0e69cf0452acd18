package com.winemall.user.admin;

import com.winemall.starter.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param email of the first administrator; without one there is none
/// @param password they log in with first; changing it here later changes nothing
@ConfigurationProperties("winemall.admin")
record AdminSettings(@Nullable String email, @Nullable Secret password) {}
