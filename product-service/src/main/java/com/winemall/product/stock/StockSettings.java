package com.winemall.product.stock;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param sweepInterval between two looks for holds that are overdue and lines to be served
/// @param sweepBatchMax products looked after by one transaction at most
/// @param positionsBatchMax customers told their new place in line by one look at most
/// @param countInterval between two counts of holds; what is scraped is that old at most
/// @param expiringWithin how soon a hold has to run out to be counted as expiring
@Validated
@ConfigurationProperties("winemall.stock")
record StockSettings(
        @DefaultValue("500ms") Duration sweepInterval,
        @DefaultValue("50") @Min(1) int sweepBatchMax,
        @DefaultValue("1000") @Min(1) int positionsBatchMax,
        @DefaultValue("15s") Duration countInterval,
        @DefaultValue("1m") Duration expiringWithin) {}
