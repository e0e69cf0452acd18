package com.winemall.gateway.routes;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What pages that listen may take. The service has limits of its own; these keep from it what it
/// cannot refuse, and from other calls the connections to it.
///
/// @param connectionsMax open at once; well below the connections a service is called with
/// @param frameMax bytes of a frame a page may send
/// @param framesMax frames a page may send within `framesPer`, answers to pings included
/// @param sendTimeMax one frame may take, either way
@Validated
@ConfigurationProperties("winemall.live")
record LiveConnectionSettings(
        @DefaultValue("4000") @Min(1) int connectionsMax,
        @DefaultValue("1KB") DataSize frameMax,
        @DefaultValue("30") @Min(1) int framesMax,
        @DefaultValue("10s") Duration framesPer,
        @DefaultValue("10s") Duration sendTimeMax) {}
