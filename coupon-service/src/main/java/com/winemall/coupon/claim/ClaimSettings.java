package com.winemall.coupon.claim;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param batchMax claims decided by one transaction at most
/// @param linger how long a transaction waits for further claims
/// @param queueMax claims waiting for their transaction at most; further ones are asked to come
///   back
/// @param serveBatchMax people in line who get their coupons in one transaction at most
/// @param sweepInterval between two looks for lines with coupons to be had
/// @param sweepPoolsMax lines looked after by one sweep at most
@Validated
@ConfigurationProperties("winemall.claims")
record ClaimSettings(
        @DefaultValue("500") @Min(1) @Max(5_000) int batchMax,
        @DefaultValue("4ms") Duration linger,
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int queueMax,
        @DefaultValue("1000") @Min(1) @Max(10_000) int serveBatchMax,
        @DefaultValue("200ms") Duration sweepInterval,
        @DefaultValue("100") @Min(1) @Max(10_000) int sweepPoolsMax) {}
