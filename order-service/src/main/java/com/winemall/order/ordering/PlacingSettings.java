package com.winemall.order.ordering;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param batchMax orders placed by one transaction at most
/// @param linger how long a transaction waits for further orders
/// @param queueMax orders waiting to be placed at most; one more is answered 503
@Validated
@ConfigurationProperties("winemall.orders.placing")
record PlacingSettings(
        @DefaultValue("200") @Min(1) int batchMax,
        @DefaultValue("8ms") Duration linger,
        @DefaultValue("5000") @Min(1) int queueMax) {}
