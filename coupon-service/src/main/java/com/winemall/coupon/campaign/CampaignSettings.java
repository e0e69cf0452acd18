package com.winemall.coupon.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param aheadMax how far in the future a campaign may end
/// @param couponsMax coupons one campaign may have in all, issues added up
@Validated
@ConfigurationProperties("winemall.campaigns")
public record CampaignSettings(
        @DefaultValue("3660d") Duration aheadMax,
        @DefaultValue("10000000") @Min(1) @Max(1_000_000_000) int couponsMax) {}
