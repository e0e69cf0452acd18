package com.winemall.notification.mail.ses;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where SES is and how we are known there.
///
/// @param endpoint another one than the region's own: a stand-in, or a VPC endpoint
/// @param region whose SES account and verified addresses are used
/// @param accessKey of fixed credentials; without it, AWS's own chain finds some: environment,
///   profile, container or instance role
/// @param secretKey belongs to the access key
/// @param configurationSet SES's name for where it reports deliveries, bounces and complaints
/// @param connectTimeout for a new connection
/// @param readTimeout between two bytes of the answer; shorter than `winemall.mail.send-timeout`,
///   which is over everything
@Validated
@ConfigurationProperties("winemall.mail.ses")
record SesSettings(
        @Nullable URI endpoint,
        @NotBlank String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String configurationSet,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    SesSettings {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "winemall.mail.ses.access-key and secret-key belong together");
        }
    }
}
