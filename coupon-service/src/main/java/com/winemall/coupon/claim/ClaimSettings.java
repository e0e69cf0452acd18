package com.winemall.coupon.claim;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long a claim waits for the door to hear of a coupon its owner has just given back.
///
/// @param patience in all
/// @param pause between two attempts
@Validated
@ConfigurationProperties("winemall.claims")
record ClaimSettings(@DefaultValue("2s") Duration patience, @DefaultValue("5ms") Duration pause) {}
