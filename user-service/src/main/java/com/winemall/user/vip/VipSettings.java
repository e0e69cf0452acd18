package com.winemall.user.vip;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param unitsMin of one paid order, all lines together, that make its customer VIP
@Validated
@ConfigurationProperties("winemall.vip")
record VipSettings(@DefaultValue("100") @Min(1) int unitsMin) {}
