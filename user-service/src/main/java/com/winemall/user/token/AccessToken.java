package com.winemall.user.token;

import com.winemall.starter.secret.Secret;
import java.time.Duration;

/// @param expiresIn from when it was made
public record AccessToken(Secret value, Duration expiresIn) {}
