package com.winemall.user.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How access tokens are made; the issuer's name is `winemall.tokens.issuer`, which all services
/// share.
///
/// @param lifetime also how long somebody who left, or lost a role, may still look like before
/// @param keysRereadEvery between two looks for keys another instance, or a person, added or
///   retired
/// @param keysPublishedFor how long others may keep the published keys without asking again
@Validated
@ConfigurationProperties("winemall.access-tokens")
record AccessTokenSettings(
        @DefaultValue("15m") Duration lifetime,
        @DefaultValue("15s") Duration keysRereadEvery,
        @DefaultValue("5m") Duration keysPublishedFor) {}
