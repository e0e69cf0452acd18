package com.winemall.product.replenishment.web;

import com.winemall.starter.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param secret the factory signs its deliveries with: `whsec_` and the key in base64
/// @param tolerance how old a signature may be, or how far ahead of our clock
@ConfigurationProperties("winemall.replenishment.deliveries")
record DeliverySettings(@Nullable Secret secret, @DefaultValue("5m") Duration tolerance) {}
