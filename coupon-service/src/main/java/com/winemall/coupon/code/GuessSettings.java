package com.winemall.coupon.code;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often somebody may name codes that are not theirs.
///
/// @param wrongPerPersonMax by one account
/// @param wrongPerAddressMax from one address, which many people may share
/// @param within the time they are counted in, from the first one on
/// @param sweepBatchMax guessers forgotten by one statement at most
@Validated
@ConfigurationProperties("winemall.codes")
record GuessSettings(
        @DefaultValue("10") @Min(1) int wrongPerPersonMax,
        @DefaultValue("100") @Min(1) int wrongPerAddressMax,
        @DefaultValue("10m") Duration within,
        @DefaultValue("5000") @Min(1) int sweepBatchMax) {}
