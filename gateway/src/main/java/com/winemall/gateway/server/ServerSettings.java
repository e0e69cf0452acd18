package com.winemall.gateway.server;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param bodyMax bytes of a request's body taken at most
/// @param bodyTimeout in which a request's body has to arrive
/// @param eventLoops threads that serve connections; half as many as there are processors if not
///   set, because a request that stays on its thread costs least
@Validated
@ConfigurationProperties("winemall.web")
public record ServerSettings(
        @DefaultValue("256KB") DataSize bodyMax,
        @DefaultValue("10s") Duration bodyTimeout,
        @Nullable @Min(1) @Max(256) Integer eventLoops) {

    private static final int PROCESSORS_PER_LOOP = 2;

    int loops() {
        return eventLoops == null
                ? Math.ceilDiv(Runtime.getRuntime().availableProcessors(), PROCESSORS_PER_LOOP)
                : eventLoops;
    }
}
