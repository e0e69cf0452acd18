package com.winemall.gateway.headers;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which pages of other origins may call us.
///
/// @param allowedOrigins origins, or patterns of them like `http://localhost:*`; none by default
/// @param rememberedFor how long a browser may remember the answer
@Validated
@ConfigurationProperties("winemall.cors")
record CorsSettings(
        @DefaultValue List<String> allowedOrigins, @DefaultValue("1h") Duration rememberedFor) {}
