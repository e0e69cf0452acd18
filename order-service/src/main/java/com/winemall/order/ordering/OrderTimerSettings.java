package com.winemall.order.ordering;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval between two looks for orders whose time has come
/// @param batchMax orders that act in one transaction at most
@Validated
@ConfigurationProperties("winemall.orders.timer")
record OrderTimerSettings(
        @DefaultValue("250ms") Duration interval, @DefaultValue("500") @Min(1) int batchMax) {}
