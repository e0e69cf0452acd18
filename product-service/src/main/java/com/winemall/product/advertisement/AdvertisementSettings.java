package com.winemall.product.advertisement;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param backForGood how long a product has to have stayed available before it is advertised
///   again: a hold that runs out and is taken anew is no reason to
/// @param lookInterval between two looks for such products
/// @param lookBatchMax products one look brings back at most
@Validated
@ConfigurationProperties("winemall.advertisement")
record AdvertisementSettings(
        @DefaultValue("10m") Duration backForGood,
        @DefaultValue("1s") Duration lookInterval,
        @DefaultValue("100") @Min(1) int lookBatchMax) {}
